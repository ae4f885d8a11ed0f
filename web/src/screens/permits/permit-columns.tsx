import type { Permit } from '../../api/messages.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime, DayText } from '../../ui/date-time.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { permitClasses } from '../../ui/words.ts';

export const permitColumns: readonly Column<Permit>[] = [
  { id: 'number', header: 'Number', sort: 'number', fixed: true, cell: ({ number }) => number },
  {
    id: 'type',
    header: 'Type',
    phone: 'word',
    cell: ({ type, withheld }) => (
      <span className="with-mark">
        <span className="clip" title={type}>
          {type}
        </span>
        {withheld && <WithheldMark />}
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    phone: 'end',
    cell: ({ status }) => <StatusBadge kind="permit" status={status} />,
  },
  {
    id: 'place',
    header: 'Address',
    sort: 'addressLine',
    phone: 'word',
    whole: true,
    cell: ({ place }) => place.addressLine,
  },
  { id: 'agency', header: 'Agency', phone: 'line', cell: (permit) => <Provenance record={permit} /> },
  { id: 'issuedOn', header: 'Issued', sort: 'issuedOn', cell: ({ issuedOn }) => <DayText on={issuedOn} /> },
  {
    id: 'expiresOn',
    header: 'Expires',
    sort: 'expiresOn',
    cell: ({ expiresOn }) => <DayText on={expiresOn} />,
  },
  { id: 'holder', header: 'Holder', hidden: true, cell: ({ holder }) => holder ?? '—' },
  { id: 'class', header: 'Class', hidden: true, cell: (permit) => permitClasses[permit.class] },
  {
    id: 'updatedAt',
    header: 'Changed',
    sort: 'updatedAt',
    hidden: true,
    cell: ({ updatedAt }) => <DateTime at={updatedAt} ago />,
  },
  {
    id: 'createdAt',
    header: 'Created',
    sort: 'createdAt',
    hidden: true,
    cell: ({ createdAt }) => <DateTime at={createdAt} ago />,
  },
];
