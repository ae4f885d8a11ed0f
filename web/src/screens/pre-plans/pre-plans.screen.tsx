import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { PrePlan } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMay } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { SavedViews } from '../../ui/saved-views.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { prePlanColumns } from './pre-plan-columns.tsx';
import { prePlanFilters } from './pre-plan-filters.ts';

/** Pre-plans one may see: one's agency's own, and those that partners share with it. */
export function PrePlansScreen() {
  const navigate = useNavigate();
  const [values, change] = useFilters();
  const { sort, ...filters } = values;
  const list = useList<PrePlan>('pre-plans', { ...filters, sort, count: 'exact' });
  const filtered = Object.values(filters).some(Boolean);
  const mayCreate = useMay('Pre-Plans - Create');
  useShortcut('n', 'New pre-plan', () => void navigate({ to: '/pre-plans/new' }), mayCreate);
  return (
    <Page title="Pre-plans" actions={mayCreate && <NewPrePlanButton />}>
      <FilterBar filters={prePlanFilters} search="Name, use or address">
        <SavedViews list="pre-plans" columns={prePlanColumns} />
      </FilterBar>
      <RecordTable
        id="pre-plans"
        label="Pre-plans"
        columns={prePlanColumns}
        list={list}
        rowLink={({ id }) => `/pre-plans/${id}`}
        sort={sort ?? null}
        onSort={(next) => change({ sort: next ?? '' })}
        empty={
          filtered ? (
            <Empty icon="search" title="No pre-plan matches">
              Remove a filter, or search for something else.
            </Empty>
          ) : (
            <Empty icon="prePlan" title="No pre-plans yet" action={mayCreate && <NewPrePlanButton />}>
              Your agency's pre-plans appear here, and those that partners share with you (Client Data
              Sharing, Pre-Plans and Address: View Only).
            </Empty>
          )
        }
      />
    </Page>
  );
}

const NewPrePlanButton = () => (
  <Button
    size="sm"
    leftSection={<Icon name="plus" size={16} />}
    renderRoot={(props) => <Link to="/pre-plans/new" {...props} />}
  >
    New pre-plan
  </Button>
);
