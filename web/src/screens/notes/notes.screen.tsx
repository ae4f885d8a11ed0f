import type { Note } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { kinds } from '../../kinds/kinds.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import type { Filter } from '../../ui/filter-chip.tsx';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { statusChoices } from '../../ui/words.ts';
import { noteColumns } from './note-columns.tsx';

/** Problems reported to one's own agency, and those that it reported to others. */
export function NotesScreen() {
  const { agency } = useMe();
  const [values, change] = useFilters();
  const { sort, ...filters } = values;
  const list = useList<Note>('notes', { ...filters, sort, count: 'exact' });
  const filtered = Object.values(filters).some(Boolean);
  return (
    <Page title="Problem reports">
      <FilterBar filters={filtersFor(agency?.id ?? '')} search="Words of a report" />
      <RecordTable
        id="notes"
        label="Problem reports"
        columns={noteColumns}
        list={list}
        rowLink={({ id }) => `/notes/${id}`}
        sort={sort ?? null}
        onSort={(next) => change({ sort: next ?? '' })}
        empty={
          filtered ? (
            <Empty icon="search" title="No report matches">
              Remove a filter or search for something else.
            </Empty>
          ) : (
            <Empty icon="alert" title="No problem reports yet">
              Problems reported with your agency's places, pre-plans and hydrants appear here, with those that
              your agency reports to others.
            </Empty>
          )
        }
      />
    </Page>
  );
}

/** What the API narrows reports by. */
const filtersFor = (us: string): readonly Filter[] => [
  { name: 'status', label: 'Status', options: statusChoices('note') },
  {
    name: 'kind',
    label: 'About',
    options: ['place', 'prePlan', 'hydrant'].map((value) => ({ value, label: kinds[value]!.many })),
  },
  { name: 'owner', label: 'To', options: [{ value: us, label: 'Your agency' }] },
  { name: 'access', label: 'From', options: [{ value: 'own', label: 'Your agency' }] },
];
