import type { Import, ImportKind, ImportSummary } from '../../api/messages.ts';
import type { Filter } from '../../ui/filter-chip.tsx';

/** What can be brought in, what each takes, and what its file is like. */
export const importKinds: Readonly<
  Record<ImportKind, { many: string; path: string; create: string; read: string; about: string }>
> = {
  place: {
    many: 'Places',
    path: 'places',
    create: 'Addresses - Create',
    read: 'Addresses - Read',
    about: 'Addresses and occupancies, a point each',
  },
  permit: {
    many: 'Permits',
    path: 'permits',
    create: 'FD Permits - Create',
    read: 'FD Permits - Read',
    about: 'Permits, each with its address',
  },
  inspection: {
    many: 'Inspections',
    path: 'inspections',
    create: 'Fire Inspections - Create',
    read: 'Fire Inspections - Read',
    about: 'Inspections and their violations',
  },
  hydrant: {
    many: 'Hydrants',
    path: 'hydrants',
    create: 'Hydrants - Create',
    read: 'Hydrants - Read',
    about: 'Hydrants and other water points, a point each',
  },
};

type Tone = 'plain' | 'active' | 'good' | 'warn' | 'bad';

/** How far an import is, in a word or two. */
export function statusOf({ status, dryRun }: Pick<ImportSummary, 'status' | 'dryRun'>): [string, Tone] {
  if (status === 'ready') return ['Ready', 'plain'];
  if (status === 'running') return [dryRun ? 'Dry run' : 'Running', 'active'];
  if (status === 'stopped') return [dryRun ? 'Dry run stopped' : 'Stopped', 'warn'];
  if (status === 'failed') return [dryRun ? 'Dry run failed' : 'Failed', 'bad'];
  return [dryRun ? 'Dry run done' : 'Imported', dryRun ? 'plain' : 'good'];
}

/** What imports are narrowed by. A dry run that came to its end is done as well. */
export const importFilters: readonly Filter[] = [
  {
    name: 'kind',
    label: 'What',
    options: Object.entries(importKinds).map(([value, { many }]) => ({ value, label: many })),
  },
  {
    name: 'status',
    label: 'Status',
    options: [
      { value: 'ready', label: 'Ready' },
      { value: 'running', label: 'Running' },
      { value: 'stopped', label: 'Stopped' },
      { value: 'done', label: 'Done' },
      { value: 'failed', label: 'Failed' },
    ],
  },
];

/** "1,200 of 3,400 rows". */
export function rowsText({ rowsRead, rowsTotal }: ImportSummary['progress']): string {
  const read = rowsRead.toLocaleString();
  if (rowsTotal === null || rowsTotal === rowsRead) return `${read} ${rowsRead === 1 ? 'row' : 'rows'}`;
  return `${read} of ${rowsTotal.toLocaleString()} rows`;
}

/** Are there figures of a run to show? */
export const hasRun = ({ status, startedAt }: Pick<Import, 'status' | 'startedAt'>): boolean =>
  startedAt !== null && status !== 'ready';
