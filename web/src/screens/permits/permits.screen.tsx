import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Permit } from '../../api/messages.ts';
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
import { permitColumns } from './permit-columns.tsx';
import { permitFilters } from './permit-filters.ts';

/** Permits one may see: one's agency's own, and those shared with it. */
export function PermitsScreen() {
  const navigate = useNavigate();
  const [values, change] = useFilters();
  const { sort, ...filters } = values;
  const list = useList<Permit>('permits', { ...filters, sort, count: 'exact' });
  const filtered = Object.values(filters).some(Boolean);
  const mayCreate = useMay('FD Permits - Create');
  useShortcut('n', 'New permit', () => void navigate({ to: '/permits/new' }), mayCreate);
  return (
    <Page
      title="Permits"
      actions={
        <>
          <ExportMenu many="permits" filters={filters} />
          {mayCreate && <NewPermitButton />}
        </>
      }
    >
      <FilterBar filters={permitFilters} search="Number, type or address">
        <SavedViews list="permits" columns={permitColumns} />
      </FilterBar>
      <RecordTable
        id="permits"
        label="Permits"
        columns={permitColumns}
        list={list}
        rowLink={({ id }) => `/permits/${id}`}
        sort={sort ?? null}
        onSort={(next) => change({ sort: next ?? '' })}
        empty={
          filtered ? (
            <Empty icon="search" title="No permit matches">
              Remove a filter or search for something else.
            </Empty>
          ) : (
            <Empty icon="permit" title="No permits yet" action={mayCreate && <NewPermitButton />}>
              Your agency’s permits appear here, and those that partners share with you.
            </Empty>
          )
        }
      />
    </Page>
  );
}

const NewPermitButton = () => (
  <Button
    size="sm"
    leftSection={<Icon name="plus" size={16} />}
    renderRoot={(props) => <Link to="/permits/new" {...props} />}
  >
    New permit
  </Button>
);
