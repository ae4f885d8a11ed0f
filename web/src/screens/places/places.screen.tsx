import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Place } from '../../api/messages.ts';
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
import { placeColumns } from './place-columns.tsx';
import { placeFilters } from './place-filters.ts';
import { WaitingTransfers } from './waiting-transfers.tsx';
import './places.css';

/** Places one may see: one's agency's own, and those shared with it. */
export function PlacesScreen() {
  const navigate = useNavigate();
  const [values, change] = useFilters();
  const { sort, ...filters } = values;
  const list = useList<Place>('places', { ...filters, sort, count: 'exact' });
  const filtered = Object.values(filters).some(Boolean);
  const mayCreate = useMay('Addresses - Create');
  useShortcut('n', 'New place', () => void navigate({ to: '/places/new' }), mayCreate);
  return (
    <Page
      title="Places"
      actions={
        <>
          <ExportMenu many="places" filters={filters} />
          {mayCreate && <NewPlaceButton />}
        </>
      }
    >
      <WaitingTransfers />
      <FilterBar filters={placeFilters} search="Address, name or city">
        <SavedViews list="places" columns={placeColumns} />
      </FilterBar>
      <RecordTable
        id="places"
        label="Places"
        columns={placeColumns}
        list={list}
        rowLink={({ id }) => `/places/${id}`}
        sort={sort ?? null}
        onSort={(next) => change({ sort: next ?? '' })}
        empty={
          filtered ? (
            <Empty icon="search" title="No place matches">
              Remove a filter or search for something else. For places shared for permits or inspections only,
              you can search the address and occupancy.
            </Empty>
          ) : (
            <Empty icon="place" title="No places yet" action={mayCreate && <NewPlaceButton />}>
              Your agency’s places appear here, and those that partners share with you.
            </Empty>
          )
        }
      />
    </Page>
  );
}

const NewPlaceButton = () => (
  <Button
    size="sm"
    leftSection={<Icon name="plus" size={16} />}
    renderRoot={(props) => <Link to="/places/new" {...props} />}
  >
    New place
  </Button>
);
