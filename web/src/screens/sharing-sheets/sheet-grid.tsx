import { Checkbox } from '@mantine/core';
import { modulesOf, type Sheet } from '@standpipe/policy';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useRef } from 'react';
import { type Drafts, useDrafts, useSummary } from './drafts.ts';
import { moveByKeys } from './grid-keys.ts';
import { ColumnHeader, Grid, Row, RowGroup } from './grid-parts.tsx';
import type { SheetRow } from './rows.ts';
import { useSheetSetting } from './sheet-context.ts';
import { SheetLine } from './sheet-line.tsx';

const heights: Record<Sheet, number> = { client: 57, user: 77 };

/**
 * A sheet as a grid: one row a partner, one column a module. Only the rows in sight are there, so that it stays as
 * quick with hundreds of partners. Tab goes through one row; arrows move between cells.
 */
export const SheetGrid = memo(({ rows, label }: { rows: readonly SheetRow[]; label: string }) => {
  const { sheet, showTheirs } = useSheetSetting();
  const drafts = useDrafts();
  const box = useRef<HTMLDivElement>(null);
  const height = showTheirs ? heights[sheet] : heights[sheet] - 16;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.partner.id ?? index,
    overscan: 6,
    scrollPaddingStart: 44,
    scrollPaddingEnd: 8,
    initialRect: { width: 1000, height: 800 },
    useFlushSync: false,
  });
  const modules = modulesOf(sheet);
  return (
    <div className="sheet-box" ref={box} data-sheet={sheet} data-theirs={showTheirs || undefined}>
      <Grid
        className="sheet-grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={modules.length + 3}
        aria-multiselectable
        onKeyDown={(event) => moveByKeys(event, rows.length, (index) => virtual.scrollToIndex(index))}
      >
        <RowGroup className="sheet-head">
          <Row className="sheet-row" aria-rowindex={1}>
            <ColumnHeader className="sheet-cell sheet-select">
              <SelectAll rows={rows} drafts={drafts} />
            </ColumnHeader>
            <ColumnHeader className="sheet-cell sheet-partner">Partner agency</ColumnHeader>
            {modules.map(({ module, name }) => (
              <ColumnHeader key={module} className="sheet-cell">
                {name}
              </ColumnHeader>
            ))}
            <ColumnHeader className="sheet-cell sheet-actions">
              <span className="visually-hidden">Actions</span>
            </ColumnHeader>
          </Row>
        </RowGroup>
        <RowGroup className="sheet-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            return (
              row && (
                <SheetLine key={key} row={row} index={index} start={start} measure={virtual.measureElement} />
              )
            );
          })}
        </RowGroup>
      </Grid>
    </div>
  );
});

function SelectAll({ rows, drafts }: { rows: readonly SheetRow[]; drafts: Drafts }) {
  const { selected } = useSummary(drafts);
  const { readOnly } = useSheetSetting();
  const shown = rows.map(({ partner }) => partner.id);
  const chosen = new Set(selected);
  const count = shown.filter((id) => chosen.has(id)).length;
  if (readOnly) return <span className="visually-hidden">Selected</span>;
  return (
    <Checkbox
      size="sm"
      aria-label="Select all partners shown"
      checked={count > 0 && count === shown.length}
      indeterminate={count > 0 && count < shown.length}
      onChange={(event) => drafts.select(shown, event.currentTarget.checked)}
    />
  );
}
