import type { Inspection } from '../../api/messages.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { BriefWhen } from '../../ui/when.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { isOverdue } from './inspection-times.ts';
import { progressText } from './inspection-words.ts';

const openText = ({ violations }: Inspection): string | null => {
  const open = violations.filter(({ status }) => status === 'open').length;
  return open > 0 ? `${open} open` : null;
};

const none = <span className="nothing">—</span>;

export const inspectionColumns: readonly Column<Inspection>[] = [
  { id: 'number', header: 'Number', sort: 'number', fixed: true, cell: ({ number }) => number },
  {
    id: 'type',
    header: 'Type',
    phone: 'word',
    cell: ({ type, withheld }) => (
      <span className="with-mark">
        {type}
        {withheld && <WithheldMark />}
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    phone: 'end',
    cell: ({ status }) => <StatusBadge kind="inspection" status={status} />,
  },
  {
    id: 'place',
    header: 'Address',
    sort: 'addressLine',
    phone: 'word',
    whole: true,
    cell: ({ place }) => place.addressLine,
  },
  { id: 'agency', header: 'Agency', phone: 'line', cell: (inspection) => <Provenance record={inspection} /> },
  {
    id: 'scheduledFor',
    header: 'Scheduled',
    sort: 'scheduledFor',
    cell: (inspection) => <Due inspection={inspection} />,
  },
  { id: 'assignedTo', header: 'Assigned to', cell: ({ assignedTo }) => assignedTo?.name ?? none },
  {
    id: 'violations',
    header: 'Violations',
    hidden: true,
    cell: (inspection) => openText(inspection) ?? none,
  },
  {
    id: 'checklist',
    header: 'Checklist',
    hidden: true,
    cell: ({ checklist }) => (checklist.length > 0 ? progressText(checklist) : none),
  },
  {
    id: 'completedAt',
    header: 'Completed',
    hidden: true,
    cell: ({ completedAt }) => <DateTime at={completedAt} />,
  },
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

function Due({ inspection }: { inspection: Inspection }) {
  const overdue = isOverdue(inspection, useTimeZone());
  return (
    <span className="with-mark">
      <BriefWhen at={inspection.scheduledFor} />
      {overdue && <span className="inspection-late">overdue</span>}
    </span>
  );
}
