import type { Level, Levels, Module } from '@standpipe/policy';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { CallProblem } from '../../api/problem.ts';
import { type Dates, type Draft, datesOf, levelIn, type SheetRow } from './rows.ts';

/** What the page knows of one row beside what the server said. */
export interface RowState {
  readonly draft: Draft | null;
  readonly selected: boolean;
  /** What Bulk Actions applied still stands in it. */
  readonly inBulk: boolean;
  /** The row that Tab goes into. */
  readonly active: boolean;
  readonly busy: boolean;
  /** On its way to the trash can. */
  readonly removed: boolean;
  /** The row as it stood when it was thrown there. */
  readonly removedFrom: SheetRow | null;
  readonly problem: CallProblem | null;
}

export interface Summary {
  readonly changed: readonly Draft[];
  readonly selected: readonly string[];
  readonly removed: readonly string[];
  readonly bulk: readonly string[];
  readonly bulkLevels: Levels;
}

const idle: RowState = {
  draft: null,
  selected: false,
  inBulk: false,
  active: false,
  busy: false,
  removed: false,
  removedFrom: null,
  problem: null,
};
const nothing: Summary = { changed: [], selected: [], removed: [], bulk: [], bulkLevels: {} };

/**
 * What was chosen on a sheet and is not saved, row by row. Every row listens to itself alone, so that a choice paints
 * one row, however many there are.
 */
export function makeDrafts() {
  const states = new Map<string, RowState>();
  const rowWatchers = new Map<string, Set<() => void>>();
  const watchers = new Set<() => void>();
  let summary = nothing;
  let bulkLevels: Levels = {};
  let active: string | null = null;

  const stateOf = (id: string): RowState => states.get(id) ?? idle;
  const summarize = () => {
    const all = [...states];
    const bulk = all.flatMap(([id, each]) => (each.inBulk ? [id] : []));
    if (bulk.length === 0) bulkLevels = {};
    summary = {
      changed: all.flatMap(([, { draft, removed }]) => (draft && !removed ? [draft] : [])),
      selected: all.flatMap(([id, each]) => (each.selected ? [id] : [])),
      removed: all.flatMap(([id, each]) => (each.removed ? [id] : [])),
      bulk,
      bulkLevels,
    };
    for (const changed of watchers) changed();
  };
  const putOne = (id: string, change: Partial<RowState>) => {
    states.set(id, { ...stateOf(id), ...change });
    for (const changed of rowWatchers.get(id) ?? []) changed();
  };
  const put = (id: string, change: Partial<RowState>) => {
    putOne(id, change);
    summarize();
  };

  const withLevel = (row: SheetRow, module: Module, level: Level): Draft | null => {
    const draft = stateOf(row.partner.id).draft;
    const { [module]: _, ...others } = draft?.levels ?? {};
    const levels = level === levelIn(row.levels, module) ? others : { ...others, [module]: level };
    return asDraft(row, draft, levels, draft?.dates);
  };

  const withDates = (row: SheetRow, dates: Dates): Draft | null => {
    const { draft } = stateOf(row.partner.id);
    const stored = datesOf(row, null);
    const same = dates.startsAt === stored.startsAt && dates.endsAt === stored.endsAt;
    return asDraft(row, draft, draft?.levels ?? {}, same ? undefined : dates);
  };

  return {
    stateOf,
    summary: () => summary,
    watch: (changed: () => void) => {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
    watchRow: (id: string, changed: () => void) => {
      const own = rowWatchers.get(id) ?? new Set();
      rowWatchers.set(id, own.add(changed));
      return () => void own.delete(changed);
    },
    setLevel: (row: SheetRow, module: Module, level: Level) => {
      const { id } = row.partner;
      const { inBulk } = stateOf(id);
      const applied = bulkLevels[module];
      put(id, {
        draft: withLevel(row, module, level),
        problem: null,
        inBulk: inBulk && (applied === undefined || applied === level),
      });
    },
    setDates: (row: SheetRow, dates: Dates) =>
      put(row.partner.id, { draft: withDates(row, dates), problem: null }),
    /** Sets a level in several rows, and in those all that was applied before. */
    applyBulk: (rows: readonly SheetRow[], levels: Levels) => {
      bulkLevels = { ...bulkLevels, ...levels };
      const applied = Object.entries(bulkLevels) as [Module, Level][];
      for (const row of rows)
        for (const [module, level] of applied)
          putOne(row.partner.id, { draft: withLevel(row, module, level), inBulk: true });
      summarize();
    },
    /** Sets the same dates in several rows. */
    applyDates: (rows: readonly SheetRow[], dates: Dates) => {
      for (const row of rows) putOne(row.partner.id, { draft: withDates(row, dates), problem: null });
      summarize();
    },
    remove: (row: SheetRow) => put(row.partner.id, { removed: true, removedFrom: row }),
    /** Lets what was chosen stand on top of what somebody else saved meanwhile. */
    keepMine: (row: SheetRow) => {
      const { id } = row.partner;
      const { draft, removed } = stateOf(id);
      const mine = Object.entries(draft?.levels ?? {}) as [Module, Level][];
      const levels = Object.fromEntries(
        mine.filter(([module, level]) => level !== levelIn(row.levels, module)),
      );
      const remaining = draft && asDraft(row, null, levels, draft.dates);
      put(id, { draft: remaining, problem: null, removedFrom: removed ? row : null });
    },
    select: (ids: readonly string[], selected: boolean) => {
      for (const id of ids) putOne(id, selected ? { selected } : { selected, inBulk: false });
      summarize();
    },
    activate: (id: string) => {
      if (active === id) return;
      if (active) putOne(active, { active: false });
      active = id;
      putOne(id, { active: true });
    },
    activeRow: () => active,
    discard: (ids: readonly string[]) => {
      for (const id of ids)
        putOne(id, { draft: null, inBulk: false, removed: false, removedFrom: null, problem: null });
      summarize();
    },
    patch: put,
    /** Rows were saved with these levels; what else was chosen in them still waits, on top of what is stored now. */
    settle: (rows: readonly SheetRow[], saved: Levels) => {
      for (const row of rows) {
        const { draft } = stateOf(row.partner.id);
        const rest = Object.entries(draft?.levels ?? {}).filter(([module]) => !(module in saved));
        const remaining = asDraft(row, null, Object.fromEntries(rest), draft?.dates);
        putOne(row.partner.id, { draft: remaining, inBulk: false, problem: null });
      }
      summarize();
    },
    /** The rows that are there now; what was chosen in another is forgotten. */
    keepOnly: (ids: ReadonlySet<string>) => {
      for (const id of [...states.keys()]) if (!ids.has(id)) states.delete(id);
      summarize();
    },
    clear: () => {
      for (const id of [...states.keys()]) putOne(id, { ...idle, active: id === active });
      summarize();
    },
  };
}

/** Was a row saved by somebody else after the first choice in it was made here? */
export const isOvertaken = (row: SheetRow, { draft, removedFrom }: RowState): boolean => {
  const base = draft?.base ?? removedFrom;
  return base !== null && (base.savedAt !== row.savedAt || base.isNew !== row.isNew);
};

/** The row as it stood when a module was chosen in it, where somebody else saved it since. */
export const chosenOver = (row: SheetRow, state: RowState, module: Module): SheetRow | null =>
  state.draft?.levels[module] !== undefined && isOvertaken(row, state) ? state.draft.base : null;

function asDraft(
  row: SheetRow,
  before: Draft | null,
  levels: Levels,
  dates: Dates | undefined,
): Draft | null {
  if (Object.keys(levels).length === 0 && !dates) return null;
  return { base: before?.base ?? row, levels, ...(dates && { dates }) };
}

export type Drafts = ReturnType<typeof makeDrafts>;

const Context = createContext<Drafts | null>(null);
export const DraftsProvider = Context.Provider;

/** The choices of the sheet that the calling piece stands on. */
export function useDrafts(): Drafts {
  const drafts = useContext(Context);
  if (!drafts) throw new Error('There is no sheet around this.');
  return drafts;
}

/** What the page knows of one row; paints anew when that changes, and only then. */
export function useRowState(id: string): RowState {
  const drafts = useDrafts();
  return useSyncExternalStore(
    (changed) => drafts.watchRow(id, changed),
    () => drafts.stateOf(id),
  );
}

/** How much is chosen and not saved, on the whole sheet. */
export const useSummary = (drafts: Drafts): Summary => useSyncExternalStore(drafts.watch, drafts.summary);
