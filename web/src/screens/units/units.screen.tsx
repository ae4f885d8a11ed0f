import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Unit } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { accessFilter, agencyFilter } from '../../ui/agency-filter.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import type { Filter } from '../../ui/filter-chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMay } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { unitColumns } from './unit-columns.tsx';
import { unitTypeChoices } from './unit-words.ts';
import { useDevices } from './use-devices.ts';

const filters: readonly Filter[] = [
  { name: 'type', label: 'Type', options: unitTypeChoices },
  accessFilter,
  agencyFilter,
];

/** Units of one's agency, and those of partners that are signed in and shared. */
export function UnitsScreen() {
  const navigate = useNavigate();
  const [values, change] = useFilters();
  const { sort, ...asked } = values;
  const list = useList<Unit>('units', { ...asked, sort, count: 'exact' });
  const live = useDevices();
  const mayManage = useMay('Units - Manage');
  useShortcut('n', 'New unit', () => void navigate({ to: '/units/new' }), mayManage);
  return (
    <Page
      title="Units"
      lead={live ? undefined : 'Live positions are not coming in. Positions may be out of date.'}
      actions={mayManage && <NewUnitButton />}
    >
      <FilterBar filters={filters} search="Call sign or type" />
      <RecordTable
        id="units"
        label="Units"
        columns={unitColumns}
        list={list}
        rowLink={({ id }) => `/units/${id}`}
        sort={sort ?? null}
        onSort={(next) => change({ sort: next ?? '' })}
        empty={
          Object.values(asked).some(Boolean) ? (
            <Empty icon="search" title="No unit matches">
              Remove a filter, or search for something else.
            </Empty>
          ) : (
            <Empty icon="transfer" title="No units yet" action={mayManage && <NewUnitButton />}>
              Your agency's units appear here, and partners' units that are signed in (Client Data Sharing,
              Device Locations: View Only).
            </Empty>
          )
        }
      />
    </Page>
  );
}

const NewUnitButton = () => (
  <Button
    size="sm"
    leftSection={<Icon name="plus" size={16} />}
    renderRoot={(props) => <Link to="/units/new" {...props} />}
  >
    New unit
  </Button>
);
