import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Inspection } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { Coordinates } from '../../ui/coordinates.tsx';
import { DateTime } from '../../ui/date-time.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Locator } from '../../ui/locator.tsx';
import { useMay, useTimeZone } from '../../ui/me.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { When } from '../../ui/when.tsx';
import { isOverdue } from './inspection-times.ts';

/** When, by whom and where. */
export function InspectionSide({ inspection, own }: { inspection: Inspection; own: boolean }) {
  const { place, assignedTo, scheduledFor, startedAt, completedAt, reinspectionOf, status } = inspection;
  const overdue = isOverdue(inspection, useTimeZone());
  return (
    <aside className="record-side inspection-side" aria-label="Dates and location">
      <Facts
        items={[
          [
            'Scheduled for',
            <span key="when" className="with-mark">
              <When at={scheduledFor} />
              {overdue && <span className="inspection-late">overdue</span>}
            </span>,
          ],
          ['Assigned to', assignedTo?.name ?? <span className="nothing">Unassigned</span>],
          startedAt ? ['Started', <DateTime key="started" at={startedAt} />] : null,
          completedAt ? ['Completed', <DateTime key="completed" at={completedAt} />] : null,
          reinspectionOf ? ['Re-inspection of', <Earlier key="of" id={reinspectionOf} />] : null,
          ['Address', place.addressLine],
          ['Place of', <AgencyName key="owner" agency={place.agency} />],
          ['Coordinates', <Coordinates key="point" point={place.location} />],
          ['Changed', <DateTime key="changed" at={inspection.updatedAt} />],
        ]}
      />
      <Locator point={place.location} />
      {own && status === 'completed' && <FollowUp inspection={inspection} />}
    </aside>
  );
}

function Earlier({ id }: { id: string }) {
  const { data } = useQuery(recordQuery<Inspection>('inspections', id));
  return (
    <Link to={`/inspections/${id}` as string} className="inspection-link">
      {data?.number ?? 'An earlier inspection'}
    </Link>
  );
}

/** Open violations call for somebody to come back. */
function FollowUp({ inspection }: { inspection: Inspection }) {
  const mayCreate = useMay('Fire Inspections - Create');
  const count = inspection.violations.filter(({ status }) => status === 'open').length;
  if (!mayCreate || count === 0 || inspection.place.id === null) return null;
  return (
    <p className="follow-up">
      {count === 1 ? 'One violation is' : `${count} violations are`} open.{' '}
      <Link
        to={'/inspections/new' as string}
        search={{ after: inspection.id } as never}
        className="inspection-link"
      >
        Schedule a re-inspection
      </Link>
    </p>
  );
}
