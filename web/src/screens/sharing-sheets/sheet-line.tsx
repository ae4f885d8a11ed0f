import { Button, Checkbox } from '@mantine/core';
import { type Conflict, conflicts, type Level, modulesOf } from '@standpipe/policy';
import { memo, useCallback } from 'react';
import { chosenOver, isOvertaken, useDrafts, useRowState } from './drafts.ts';
import { GridCell, Row } from './grid-parts.tsx';
import { LevelCell } from './level-cell.tsx';
import { PartnerCell } from './partner-cell.tsx';
import { IconButton, Trash } from './row-actions.tsx';
import { RowMenu } from './row-menu.tsx';
import { noteOf, stateText } from './row-words.ts';
import { levelIn, levelsOf, type SheetRow } from './rows.ts';
import { useSheetSetting } from './sheet-context.ts';

/** One partner's row. It listens to itself: a choice in another row leaves it alone. */
export const SheetLine = memo(
  ({
    row,
    index,
    start,
    measure,
  }: {
    row: SheetRow;
    index: number;
    start: number;
    measure: (element: HTMLElement | null) => void;
  }) => {
    const { sheet, showTheirs, locked, readOnly, openDetail, saveRow } = useSheetSetting();
    const drafts = useDrafts();
    const { id, name } = row.partner;
    const state = useRowState(id);
    const { draft, selected, removed, busy } = state;
    const tabbable = state.active || (index === 0 && drafts.activeRow() === null);
    const levels = levelsOf(row, draft);
    const lacks = sheet === 'client' && draft ? conflicts(levels) : none;
    const fix = useCallback((lack: Conflict) => drafts.setLevel(row, lack.needs, lack.level), [drafts, row]);
    const tab = tabbable ? 0 : -1;
    return (
      <Row
        ref={measure}
        className="sheet-row"
        aria-rowindex={index + 2}
        data-index={index}
        data-paused={!row.inForce || undefined}
        data-removed={removed || undefined}
        aria-selected={selected}
        style={{ transform: `translateY(${start}px)` }}
        onFocus={() => drafts.activate(id)}
      >
        <GridCell className="sheet-cell sheet-select">
          {!readOnly && (
            <Checkbox
              size="sm"
              aria-label={`Select ${name}`}
              checked={selected}
              tabIndex={tab}
              data-col={0}
              onChange={(event) => drafts.select([id], event.currentTarget.checked)}
            />
          )}
        </GridCell>
        <PartnerCell
          row={row}
          state={stateText(state)}
          tabbable={tabbable}
          overtaken={!busy && isOvertaken(row, state)}
          open={openDetail}
        />
        {modulesOf(sheet).map((entry, at) => (
          <Cell
            key={entry.module}
            row={row}
            over={chosenOver(row, state, entry.module)}
            entry={entry}
            level={levelIn(levels, entry.module)}
            changed={draft?.levels[entry.module] !== undefined}
            theirs={showTheirs && !row.isNew ? levelIn(row.theirLevels, entry.module) : null}
            lack={lacks.find(({ module }) => module === entry.module) ?? null}
            column={at + 2}
            tabbable={tabbable}
            readOnly={readOnly || removed || locked.has(entry.module)}
            fix={fix}
          />
        ))}
        <GridCell className="sheet-cell sheet-actions">
          {saveRow && draft && !readOnly && (
            <>
              <Button
                size="compact-sm"
                loading={busy}
                tabIndex={tab}
                data-col={20}
                aria-label={`Save ${name}`}
                onClick={() => saveRow(id)}
              >
                Save
              </Button>
              <IconButton
                icon="cross"
                label={`Discard the changes for ${name}`}
                column={21}
                tab={tab}
                onClick={() => drafts.discard([id])}
              />
            </>
          )}
          {!saveRow && !readOnly && <Trash row={row} removed={removed} tab={tab} />}
          {!(saveRow && draft) && <RowMenu row={row} tab={tab} />}
        </GridCell>
      </Row>
    );
  },
);
const none: Conflict[] = [];

/** Holds the two callbacks of a cell still, so that the cell is painted only when it changes. */
const Cell = memo(
  ({
    row,
    over,
    entry,
    ...rest
  }: { row: SheetRow; over: SheetRow | null } & Omit<
    Parameters<typeof LevelCell>[0],
    'partner' | 'note' | 'id' | 'choose'
  >) => {
    const drafts = useDrafts();
    const { module } = entry;
    const choose = useCallback((level: Level) => drafts.setLevel(row, module, level), [drafts, row, module]);
    return (
      <LevelCell
        entry={entry}
        partner={row.partner.name}
        note={noteOf(row, module, over)}
        id={`${row.partner.id}-${module}`}
        choose={choose}
        {...rest}
      />
    );
  },
);
