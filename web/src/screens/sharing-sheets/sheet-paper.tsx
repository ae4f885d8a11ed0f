import { type Level, levelName, type Module, modulesOf } from '@standpipe/policy';
import { useMe, useTimeZone } from '../../ui/me.tsx';
import { usePrinting } from '../../ui/printing.ts';
import { momentText } from '../../ui/times.ts';
import { useDrafts, useSummary } from './drafts.ts';
import { PartnerFacts, pausedWord } from './partner-cell.tsx';
import { levelIn, type SheetRow } from './rows.ts';
import { useSheetSetting } from './sheet-context.ts';

/** A sheet on paper: every partner that the filters let through, as saved; what was chosen since is not on it. */
export const SheetPaper = ({ rows }: { rows: readonly SheetRow[] }) =>
  usePrinting() ? <Paper rows={rows} /> : null;

function Paper({ rows }: { rows: readonly SheetRow[] }) {
  const { agency } = useMe();
  const { sheet } = useSheetSetting();
  const timeZone = useTimeZone();
  const now = momentText(new Date().toISOString(), timeZone);
  const { changed, removed } = useSummary(useDrafts());
  const modules = modulesOf(sheet);
  return (
    <table className="sheet-paper">
      <caption>
        What {agency?.name} shares, and in brackets what partners share with it, as saved at {now}.
        {changed.length + removed.length > 0 && ' Unsaved changes are not included.'}
      </caption>
      <thead>
        <tr>
          <th scope="col">Partner agency</th>
          {modules.map(({ module, name }) => (
            <th key={module} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(({ isNew }) => !isNew)
          .map((row) => (
            <tr key={row.partner.id}>
              <th scope="row">
                {row.partner.name}
                <span className="partner-line">
                  <PartnerFacts row={row} />
                  {!row.inForce && <span className="sheet-badge">{pausedWord(row, timeZone)}</span>}
                </span>
              </th>
              {modules.map(({ module }) => (
                <td key={module}>
                  <LevelText module={module} level={levelIn(row.levels, module)} /> [
                  <LevelText module={module} level={levelIn(row.theirLevels, module)} />]
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** A level; what is given stands out. */
const LevelText = ({ module, level }: { module: Module; level: Level }) =>
  level === 'none' ? levelName(module, level) : <strong>{levelName(module, level)}</strong>;
