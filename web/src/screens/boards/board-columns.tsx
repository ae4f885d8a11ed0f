import type { CommandBoard } from '../../api/messages.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { holderText } from './board-words.ts';

export const boardColumns: readonly Column<CommandBoard>[] = [
  {
    id: 'incidentName',
    header: 'Incident',
    sort: 'incidentName',
    fixed: true,
    cell: ({ incidentName, withheld }) => (
      <span className="with-mark">
        {incidentName}
        {withheld && <WithheldMark />}
      </span>
    ),
  },
  { id: 'type', header: 'Type', phone: 'word', cell: ({ type }) => type ?? '—' },
  {
    id: 'status',
    header: 'Status',
    phone: 'end',
    cell: ({ status }) => <StatusBadge kind="commandBoard" status={status} />,
  },
  { id: 'holder', header: 'In command', cell: (board) => holderText(board) },
  { id: 'agency', header: 'Agency', phone: 'line', cell: (board) => <Provenance record={board} /> },
  {
    id: 'createdAt',
    header: 'Started',
    sort: 'createdAt',
    cell: ({ createdAt }) => <DateTime at={createdAt} />,
  },
];
