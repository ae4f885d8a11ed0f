import { Button } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { Icon } from '../../ui/icon.tsx';
import { useMay } from '../../ui/me.tsx';

/** The filters that the list and the calendar have in common; they go along from one to the other. */
const shared = ['assignedTo', 'status', 'type', 'access', 'agency'] as const;

/** List or calendar, and the way to a new one. */
export function InspectionsHead({ shown }: { shown: 'list' | 'calendar' }) {
  const values = useSearch({ strict: false }) as Record<string, string | undefined>;
  const mayCreate = useMay('Fire Inspections - Create');
  const search = Object.fromEntries(shared.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
  return (
    <>
      <nav className="view-switch" aria-label="How inspections are shown">
        <Link
          to={'/inspections' as string}
          search={search as never}
          activeOptions={{ exact: true, includeSearch: false }}
          aria-current={shown === 'list' ? 'page' : undefined}
        >
          List
        </Link>
        <Link
          to={'/inspections/calendar' as string}
          search={search as never}
          aria-current={shown === 'calendar' ? 'page' : undefined}
        >
          Calendar
        </Link>
      </nav>
      {mayCreate && <ScheduleButton />}
    </>
  );
}

export const ScheduleButton = ({ day }: { day?: string }) => (
  <Button
    size="sm"
    leftSection={<Icon name="plus" size={16} />}
    renderRoot={(props) => (
      <Link to={'/inspections/new' as string} search={(day ? { on: day } : {}) as never} {...props} />
    )}
  >
    {day ? 'Schedule on this day' : 'New inspection'}
  </Button>
);
