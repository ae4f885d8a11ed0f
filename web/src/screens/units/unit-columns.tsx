import type { Unit } from '../../api/messages.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { motionText, unitTypeWords } from './unit-words.ts';

export const unitColumns: readonly Column<Unit>[] = [
  {
    id: 'callSign',
    header: 'Call sign',
    sort: 'callSign',
    fixed: true,
    cell: ({ callSign, withheld }) => (
      <span className="with-mark">
        {callSign}
        {withheld && <WithheldMark />}
      </span>
    ),
  },
  { id: 'type', header: 'Type', phone: 'word', cell: ({ type }) => unitTypeWords[type] },
  {
    id: 'status',
    header: 'Status',
    phone: 'end',
    // A partner sees a unit only while it is signed in.
    cell: ({ status = 'signedIn' }) => <StatusBadge kind="device" status={status} />,
  },
  { id: 'agency', header: 'Agency', phone: 'line', cell: (unit) => <Provenance record={unit} /> },
  { id: 'at', header: 'Last position', cell: ({ at }) => <DateTime at={at} ago /> },
  { id: 'motion', header: 'Speed and course', cell: (unit) => motionText(unit) ?? '—' },
];
