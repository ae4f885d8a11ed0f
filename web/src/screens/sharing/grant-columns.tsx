import { AgencyMark } from '../../ui/agency-mark.tsx';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { momentText } from '../../ui/times.ts';
import { changes, type Given, levelText, moduleName, type Received } from './grants.ts';

/** What a grant says of itself, whichever way it goes. When it ends is shown at first where `someEnd`. */
export const grantColumns = <Grant extends Received>(
  partner: string,
  someEnd = true,
): readonly Column<Grant>[] => [
  {
    id: 'partner',
    header: partner,
    sort: 'partner',
    fixed: true,
    cell: ({ partner: { name, color } }) => (
      <span className="grant-partner" title={name}>
        <AgencyMark color={color} />
        <span>{name}</span>
      </span>
    ),
  },
  { id: 'module', header: 'Module', sort: 'module', phone: 'word', cell: ({ module }) => moduleName(module) },
  {
    id: 'level',
    header: 'Level',
    phone: 'word',
    cell: (grant) => <span className={changes(grant) ? 'lets-change' : undefined}>{levelText(grant)}</span>,
  },
  { id: 'state', header: 'State', phone: 'word', cell: (grant) => <State grant={grant} /> },
  {
    id: 'startsAt',
    header: 'Starts',
    sort: 'startsAt',
    hidden: true,
    cell: ({ startsAt }) => <Day at={startsAt} />,
  },
  {
    id: 'endsAt',
    header: 'Ends',
    sort: 'endsAt',
    ...(!someEnd && { hidden: true as const }),
    cell: ({ endsAt }) => <Day at={endsAt} />,
  },
];

export const State = ({ grant: { inForce, why } }: { grant: Received }) =>
  inForce ? (
    <span className="status" data-tone="good">
      In force
    </span>
  ) : (
    <span className="grant-paused">
      <span className="status" data-tone="warn">
        Paused
      </span>
      <small>{why}</small>
    </span>
  );

/** The day on which something begins or ends, in the agency's zone; the hour as its title. */
function Day({ at }: { at: string | null }) {
  const timeZone = useTimeZone();
  if (!at) return <span className="nothing">—</span>;
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone }).format(new Date(at));
  return (
    <time dateTime={at} title={momentText(at, timeZone)}>
      {day}
    </time>
  );
}

/** When the partner last used it, and how much of late. */
export function LastUse({ grant: { lastUse } }: { grant: Given }) {
  if (!lastUse) return <span className="nothing">Not recorded</span>;
  if (!lastUse.at) return <span className="nothing">Never</span>;
  return (
    <span>
      <DateTime at={lastUse.at} ago />{' '}
      <small className="grant-small">{lastUse.views.toLocaleString()} in 90 days</small>
    </span>
  );
}
