import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Hydrant } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMay } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { SavedViews } from '../../ui/saved-views.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { hydrantColumns } from './hydrant-columns.tsx';
import { hydrantFilters } from './hydrant-filters.ts';

/** Hydrants of one's own agency, and those shared with it. */
export function HydrantsScreen() {
  const navigate = useNavigate();
  const [values, change] = useFilters();
  const { sort, ...filters } = values;
  const list = useList<Hydrant>('hydrants', { ...filters, sort, count: 'exact' });
  const filtered = Object.values(filters).some(Boolean);
  const mayCreate = useMay('Hydrants - Create');
  useShortcut('n', 'New hydrant', () => void navigate({ to: '/hydrants/new' }), mayCreate);
  return (
    <Page
      title="Hydrants"
      actions={
        <>
          <ExportMenu many="hydrants" filters={values} />
          {mayCreate && <NewHydrantButton />}
        </>
      }
    >
      <FilterBar filters={hydrantFilters} search="Number or address">
        <SavedViews list="hydrants" columns={hydrantColumns} />
      </FilterBar>
      <RecordTable
        id="hydrants"
        label="Hydrants"
        columns={hydrantColumns}
        list={list}
        rowLink={({ id }) => `/hydrants/${id}`}
        sort={sort ?? null}
        onSort={(next) => change({ sort: next ?? '' })}
        empty={
          filtered ? (
            <Empty icon="search" title="No hydrant matches">
              Remove a filter or search for something else.
            </Empty>
          ) : (
            <Empty icon="hydrant" title="No hydrants yet" action={mayCreate && <NewHydrantButton />}>
              Your agency's hydrants appear here, with those that partners share with it (Client Data Sharing,
              Hydrants: View Only or Can Make Changes).
            </Empty>
          )
        }
      />
    </Page>
  );
}

const NewHydrantButton = () => (
  <Button
    size="sm"
    leftSection={<Icon name="plus" size={16} />}
    renderRoot={(props) => <Link to="/hydrants/new" {...props} />}
  >
    New hydrant
  </Button>
);
