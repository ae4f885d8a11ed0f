import type { Note } from '../../api/messages.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';

export const noteColumns: readonly Column<Note>[] = [
  { id: 'record', header: 'About', fixed: true, cell: ({ record }) => record.label },
  { id: 'text', header: 'Problem', phone: 'line', whole: true, cell: ({ text }) => text },
  {
    id: 'status',
    header: 'Status',
    phone: 'end',
    cell: ({ status }) => <StatusBadge kind="note" status={status} />,
  },
  {
    id: 'agency',
    header: 'Reported by',
    phone: 'word',
    cell: ({ agency }) => <AgencyName agency={agency} />,
  },
  { id: 'owner', header: 'To', phone: 'word', cell: ({ owner }) => <AgencyName agency={owner} /> },
  {
    id: 'createdAt',
    header: 'Reported',
    sort: 'createdAt',
    cell: ({ createdAt }) => <DateTime at={createdAt} ago />,
  },
];
