import { Button } from '@mantine/core';
import { conflicts, type Level, levelName, type Module, modulesOf } from '@standpipe/policy';
import { useStartViewAs } from '../../exposure/view-as.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { DateFields } from './date-fields.tsx';
import { chosenOver, useDrafts, useRowState } from './drafts.ts';
import { Lack, LevelSelect } from './level-cell.tsx';
import { PartnerFacts, pausedWord } from './partner-cell.tsx';
import { DetailNews } from './row-news.tsx';
import { aboutModule, noteOf, stateText } from './row-words.ts';
import { levelIn, levelsOf, type SheetRow } from './rows.ts';
import { useSheetSetting } from './sheet-context.ts';

/** All there is to a row: every module both ways, dates, and why it does not count. On phones it is the row. */
export const RowDetail = ({ row, close }: { row: SheetRow | null; close: () => void }) => (
  <SidePanel opened={row !== null} title={row && <AgencyName agency={row.partner} />} onClose={close}>
    {row && <Detail key={row.partner.id} row={row} close={close} />}
  </SidePanel>
);

function Detail({ row, close }: { row: SheetRow; close: () => void }) {
  const { sheet, locked, readOnly, explain, saveRow } = useSheetSetting();
  const drafts = useDrafts();
  const state = useRowState(row.partner.id);
  const startViewAs = useStartViewAs();
  const zone = useTimeZone();
  const { draft, removed } = state;
  const levels = levelsOf(row, draft);
  const lacks = sheet === 'client' && draft ? conflicts(levels) : [];
  const { id, name } = row.partner;
  const holdsLocked = [...locked].some((module) => levelIn(row.levels, module as Module) !== 'none');
  return (
    <div className="detail">
      <p className="partner-line">
        <PartnerFacts row={row} />
      </p>
      <DetailNews row={row} />
      {!row.inForce && (
        <div className="detail-paused">
          <b>{pausedWord(row, zone)}</b>
          <p>{row.why}</p>
        </div>
      )}
      <table className="detail-levels">
        <thead>
          <tr>
            <th scope="col">Module</th>
            <th scope="col">You share</th>
            <th scope="col">They share</th>
          </tr>
        </thead>
        <tbody>
          {modulesOf(sheet).map((entry) => {
            const { module } = entry;
            const level = levelIn(levels, module);
            const lack = lacks.find((each) => each.module === module);
            const note = noteOf(row, module, chosenOver(row, state, module));
            const changed = draft?.levels[module] !== undefined;
            const fault = `detail-${module}-lack`;
            return (
              <tr key={module} data-changed={changed || undefined} data-lack={lack ? true : undefined}>
                <th scope="row">
                  {entry.name}
                  {aboutModule[module] && <small className="detail-about">{aboutModule[module]}</small>}
                </th>
                <td>
                  {readOnly || removed || locked.has(module) ? (
                    levelName(module, level)
                  ) : (
                    <LevelSelect
                      entry={entry}
                      level={level}
                      label={`${entry.name}${changed ? ', not saved' : ''}`}
                      invalid={lack !== undefined}
                      describedBy={fault}
                      choose={(next: Level) => drafts.setLevel(row, module, next)}
                    />
                  )}
                  {note && (
                    <span className="cell-note" data-warns={note.warns || undefined}>
                      {note.text}
                    </span>
                  )}
                  {lack && (
                    <Lack
                      id={fault}
                      lack={lack}
                      fix={readOnly ? null : () => drafts.setLevel(row, lack.needs, lack.level)}
                    />
                  )}
                </td>
                <td className="theirs" data-level={levelIn(row.theirLevels, module)}>
                  {row.isNew ? '' : levelName(module, levelIn(row.theirLevels, module))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <DateFields row={row} readOnly={readOnly || removed} />
      <ProblemAlert problem={state.problem} />
      <div className="detail-ways">
        {startViewAs && (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<Icon name="eye" size={16} />}
            onClick={() => startViewAs(row.partner)}
          >
            View as {name}
          </Button>
        )}
        <Button
          size="compact-md"
          variant="default"
          leftSection={<Icon name="info" size={16} />}
          onClick={() => explain(id)}
        >
          Why can they (not) see it?
        </Button>
        {!saveRow && !readOnly && !removed && !holdsLocked && (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<Icon name="trash" size={16} />}
            onClick={() => {
              drafts.remove(row);
              close();
            }}
          >
            Remove {name}
          </Button>
        )}
      </div>
      {(draft || removed) && !readOnly && (
        <div className="detail-foot">
          <span className="partner-state">{stateText(state)}</span>
          <Button size="sm" variant="default" onClick={() => drafts.discard([id])}>
            Discard
          </Button>
          <Button size="sm" onClick={() => (saveRow ? saveRow(id) : close())}>
            {saveRow ? 'Save' : 'Done'}
          </Button>
        </div>
      )}
    </div>
  );
}
