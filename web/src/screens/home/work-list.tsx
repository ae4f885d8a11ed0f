import { note, permissionsOf } from '@standpipe/policy';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call, type Parameters } from '../../api/call.ts';
import type { Me, Page } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';
import { itemAt } from '../../app/navigation.ts';
import { dayIn } from '../../ui/date-time.tsx';
import { useTimeZone } from '../../ui/me.tsx';

const words = {
  list: 'Your work',
  mineToday: 'My inspections today',
  overdue: 'Overdue inspections',
  unassigned: 'Unassigned inspections',
  toDecide: 'Permits to decide',
  expiring: 'Permits expiring in 30 days',
  pastExpiration: 'Permits past expiration',
  reported: 'Open problem reports',
};

interface Task {
  readonly label: string;
  readonly to: '/inspections' | '/permits' | '/notes';
  /** What the list is narrowed to: the own agency's records, or reports about them. */
  readonly search: Parameters;
  /** Something is late where there is any. */
  readonly late?: true;
}

/** What waits for somebody, by what they may do: the list of an inspector differs from a permit technician's. */
function tasksOf({ permissions, agency }: Me, zone: string): Task[] {
  const may = (permission: string) => permissions.includes(permission);
  const day = (later: number) => dayIn(zone, later);
  const inspections: Task[] = [
    {
      label: words.mineToday,
      to: '/inspections',
      search: { assignedTo: 'me', status: 'scheduled', scheduledFrom: day(0), scheduledTo: day(0) },
    },
    {
      label: words.overdue,
      to: '/inspections',
      search: { status: 'scheduled', scheduledTo: day(-1) },
      late: true,
    },
    {
      label: words.unassigned,
      to: '/inspections',
      search: { status: 'scheduled', assignedTo: 'none' },
    },
  ];
  const permits: Task[] = [
    { label: words.toDecide, to: '/permits', search: { status: 'applied' } },
    {
      label: words.expiring,
      to: '/permits',
      search: { status: 'issued', expiresFrom: day(0), expiresUntil: day(30) },
    },
    {
      label: words.pastExpiration,
      to: '/permits',
      search: { status: 'issued', expiresUntil: day(-1) },
      late: true,
    },
  ];
  const reported: Task = {
    label: words.reported,
    to: '/notes',
    search: { status: 'open', owner: agency?.id },
  };
  const resolves = permissionsOf(note.actions.edit!).some(may);
  return [
    ...(may('Fire Inspections - Read') && may('Fire Inspections - Edit') ? inspections : []),
    ...(may('FD Permits - Read') && may('FD Permits - Edit') ? permits : []),
    ...(resolves ? [reported] : []),
  ];
}

/** What waits for the signed-in person, each with its count, leading to the list. */
export function WorkList({ me }: { me: Me }) {
  const tasks = tasksOf(me, useTimeZone());
  if (tasks.length === 0) return null;
  return (
    <ul className="tiles" aria-label={words.list}>
      {tasks.map((task) => (
        <li key={task.label}>
          <TaskTile {...task} />
        </li>
      ))}
    </ul>
  );
}

function TaskTile({ label, to, search, late }: Task) {
  const narrowed = to === '/notes' ? search : { access: 'own', ...search };
  const noun = to.slice(1);
  const { data: count } = useQuery({
    queryKey: [...keys.lists(noun), 'count', narrowed],
    queryFn: async ({ signal }) => {
      const query = { ...narrowed, limit: 1, count: 'exact' };
      const page = await call<Page<unknown>>('GET', `/v1/${noun}`, { query, signal });
      return page.total ?? page.items.length;
    },
  });
  const text = (
    <>
      <span className="tile-count">{count?.toLocaleString() ?? '–'}</span>
      <span>{label}</span>
    </>
  );
  const lateMark = (late && count !== undefined && count > 0) || undefined;
  return itemAt(to) ? (
    <Link to={to} search={narrowed as never} className="tile" data-late={lateMark}>
      {text}
    </Link>
  ) : (
    <span className="tile" data-late={lateMark}>
      {text}
    </span>
  );
}
