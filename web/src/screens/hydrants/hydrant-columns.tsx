import type { Hydrant } from '../../api/messages.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { Rating } from './flow-class.tsx';
import { typeWord } from './hydrant-words.ts';

const dash = <span className="nothing">—</span>;

export const hydrantColumns: readonly Column<Hydrant>[] = [
  { id: 'number', header: 'Number', sort: 'number', fixed: true, cell: ({ number }) => number },
  {
    id: 'type',
    header: 'Type',
    phone: 'word',
    cell: ({ type, withheld }) => (
      <span className="with-mark">
        {typeWord(type)}
        {withheld && <WithheldMark />}
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    phone: 'end',
    cell: ({ status }) => <StatusBadge kind="hydrant" status={status} />,
  },
  { id: 'rating', header: 'Flow class', phone: 'line', cell: (hydrant) => <Rating hydrant={hydrant} /> },
  {
    id: 'address',
    header: 'Address',
    sort: 'addressLine',
    phone: 'word',
    whole: true,
    cell: ({ addressLine }) => addressLine ?? dash,
  },
  { id: 'agency', header: 'Agency', phone: 'line', cell: (hydrant) => <Provenance record={hydrant} /> },
  {
    id: 'mainSizeIn',
    header: 'Main',
    align: 'end',
    hidden: true,
    cell: ({ mainSizeIn }) => (mainSizeIn ? `${mainSizeIn} in` : dash),
  },
  { id: 'castNumber', header: 'Cast number', hidden: true, cell: ({ castNumber }) => castNumber ?? dash },
  {
    id: 'updatedAt',
    header: 'Changed',
    sort: 'updatedAt',
    hidden: true,
    cell: ({ updatedAt }) => <DateTime at={updatedAt} ago />,
  },
];
