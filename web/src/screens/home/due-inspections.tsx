import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Inspection } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { itemAt } from '../../app/navigation.ts';
import { dayIn } from '../../ui/date-time.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { When } from '../../ui/when.tsx';

const ahead = 7;

/** One's own inspections of the next days, and those that should have been. Nothing where there are none. */
export function DueInspections() {
  const list = useList<Inspection>(
    'inspections',
    {
      access: 'own',
      assignedTo: 'me',
      status: 'scheduled',
      scheduledTo: dayIn(useTimeZone(), ahead),
      sort: 'scheduledFor',
    },
    { limit: 6 },
  );
  if (list.items.length === 0) return null;
  const leads = itemAt('/inspections') !== null;
  return (
    <section className="card" aria-labelledby="due">
      <h2 id="due">Your inspections of the next {ahead} days</h2>
      <ul className="due">
        {list.items.map((inspection) => {
          const words = `${inspection.type} · ${inspection.place.addressLine}`;
          return (
            <li key={inspection.id}>
              {leads ? (
                <Link to={`/inspections/${inspection.id}` as string}>{words}</Link>
              ) : (
                <span>{words}</span>
              )}
              <Text size="sm" c="dimmed">
                <When at={inspection.scheduledFor} />
              </Text>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
