import { Switch } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { modulesOf, type Sheet, sheets } from '@standpipe/policy';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { useWhy } from '../../exposure/why-button.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { useMe, useReadOnly } from '../../ui/me.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { type Drafts, DraftsProvider, useSummary } from './drafts.ts';
import { RowDetail } from './row-detail.tsx';
import { levelsOf, type SheetRow } from './rows.ts';
import { SheetSettingProvider } from './sheet-context.ts';
import { filtersOf, narrow } from './sheet-filters.ts';
import { SheetGrid } from './sheet-grid.tsx';
import { SheetList } from './sheet-list.tsx';
import { SheetPaper } from './sheet-paper.tsx';
import { countText } from './wording.ts';

/** A sheet with all around it: filters above, the grid or on phones the list, and a row's details beside it. */
export function SheetFrame({
  sheet,
  rows,
  drafts,
  saveRow,
  covered,
  above,
  below,
}: {
  sheet: Sheet;
  rows: readonly SheetRow[];
  drafts: Drafts;
  saveRow: ((id: string) => void) | null;
  /** Another panel is open on top. */
  covered: boolean;
  above?: ReactNode;
  below?: ReactNode;
}) {
  const me = useMe();
  const readOnly = useReadOnly();
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [theirs, setTheirs] = useLocalStorage({ key: 'standpipe-sheet-theirs', defaultValue: true });
  const [values] = useFilters();
  const [opened, setOpened] = useState<string | null>(null);
  const why = useWhy();
  const ask = useRef(why.ask);
  ask.current = why.ask;
  const latest = useRef(rows);
  latest.current = rows;
  const explain = useCallback((id: string) => {
    const row = latest.current.find(({ partner }) => partner.id === id);
    if (row) ask.current({ agency: row.partner });
  }, []);
  const { permissions } = me;
  const setting = useMemo(() => {
    const lacking = modulesOf(sheet).filter(({ toSet }) => toSet && !permissions.includes(toSet));
    const locked = new Set<string>(lacking.map(({ module }) => module));
    const copyTo = (row: SheetRow, ids: readonly string[]) => {
      const levels = levelsOf(row, drafts.stateOf(row.partner.id).draft);
      const free = Object.entries(levels).filter(([module]) => !locked.has(module));
      const others = latest.current.filter(({ partner }) => ids.includes(partner.id));
      drafts.applyBulk(others, Object.fromEntries(free));
    };
    return { sheet, showTheirs: theirs, locked, readOnly, openDetail: setOpened, explain, copyTo, saveRow };
  }, [sheet, theirs, permissions, readOnly, explain, saveRow, drafts]);
  const unsaved = useUnsaved(drafts, values.sharing === 'unsaved');
  const shown = useMemo(() => narrow(sheet, rows, values, unsaved), [sheet, rows, values, unsaved]);
  // A handful is seen at a glance; looking for one would be longer.
  const many = rows.length >= few || Object.keys(values).length > 0;
  const detail = rows.find(({ partner }) => partner.id === opened) ?? null;
  const label = `${sheets[sheet].name}, partner by partner`;
  const count =
    shown.length === rows.length
      ? countText(rows.length, 'partner agency', 'partner agencies')
      : `${shown.length} of ${countText(rows.length, 'partner agency', 'partner agencies')}`;
  return (
    <DraftsProvider value={drafts}>
      <SheetSettingProvider value={setting}>
        <FilterBar
          filters={many ? filtersOf(sheet, rows) : []}
          {...(many && { search: 'Name of a partner' })}
        >
          <span role="status" className="sheet-count">
            {count}
          </span>
          {!phone && (
            <Switch
              size="sm"
              label="← They share"
              checked={theirs}
              onChange={(event) => setTheirs(event.currentTarget.checked)}
            />
          )}
        </FilterBar>
        {above}
        {shown.length === 0 ? (
          <p className="sheet-none">No partner agency matches these filters.</p>
        ) : phone ? (
          <SheetList rows={shown} label={label} />
        ) : (
          <SheetGrid rows={shown} label={label} />
        )}
        <SheetPaper rows={shown} />
        {below}
        <RowDetail row={covered ? null : detail} close={() => setOpened(null)} />
        {why.dialog}
      </SheetSettingProvider>
    </DraftsProvider>
  );
}

const few = 6;
const none: ReadonlySet<string> = new Set();

/** Which rows are not saved; followed only while one filters by it, for it changes with every choice. */
function useUnsaved(drafts: Drafts, wanted: boolean): ReadonlySet<string> {
  const { changed, removed } = useSummary(drafts);
  return useMemo(
    () => (wanted ? new Set([...changed.map(({ base }) => base.partner.id), ...removed]) : none),
    [wanted, changed, removed],
  );
}
