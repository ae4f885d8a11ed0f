import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Place, PrePlan } from '../../api/messages.ts';
import { openingsQuery } from '../../api/openings.ts';
import { useList } from '../../api/queries.ts';
import { useReadOnly } from '../../ui/me.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { prePlanColumns } from './pre-plan-columns.tsx';

const columns = prePlanColumns.filter(({ id }) => id !== 'place').map(({ sort: _, ...column }) => column);

/** The pre-plan of a place, and the way to its quick view; or to make one. */
export function PrePlanAtPlace({ place }: { place: Place }) {
  const readOnly = useReadOnly();
  const list = useList<PrePlan>('pre-plans', { place: place.id, count: 'exact' });
  const openings = useQuery({ ...openingsQuery(place.id), enabled: !readOnly }).data;
  const plan = list.items[0];
  return (
    <>
      {plan && (
        <Button
          mb="md"
          renderRoot={(props) => <Link to="/pre-plans/$id/quick" params={{ id: plan.id }} {...props} />}
        >
          Quick view
        </Button>
      )}
      <RecordTable
        id="pre-plan-at-place"
        label="Pre-plans at this place"
        columns={columns}
        list={list}
        rowLink={({ id }) => `/pre-plans/${id}`}
        empty={
          <Empty
            icon="prePlan"
            title="No pre-plan"
            action={
              openings?.prePlan.may && (
                <Button
                  size="sm"
                  renderRoot={(props) => (
                    <Link to="/pre-plans/new" search={{ place: place.id } as never} {...props} />
                  )}
                >
                  New pre-plan
                </Button>
              )
            }
          >
            {openings?.prePlan.why ?? 'There is no pre-plan of this place that you can see.'}
          </Empty>
        }
      />
    </>
  );
}
