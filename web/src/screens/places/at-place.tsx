import type { Inspection, Permit, Place } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { BriefWhen } from '../../ui/when.tsx';
import { permitColumns } from '../permits/permit-columns.tsx';

const permits = permitColumns.filter(({ id }) => id !== 'place').map(({ sort: _, ...column }) => column);

const inspections: readonly Column<Inspection>[] = [
  { id: 'number', header: 'Number', fixed: true, cell: ({ number }) => number },
  { id: 'type', header: 'Type', cell: ({ type }) => type },
  { id: 'status', header: 'Status', cell: ({ status }) => <StatusBadge kind="inspection" status={status} /> },
  { id: 'agency', header: 'Agency', cell: (inspection) => <Provenance record={inspection} /> },
  { id: 'scheduledFor', header: 'Scheduled', cell: ({ scheduledFor }) => <BriefWhen at={scheduledFor} /> },
  { id: 'updatedAt', header: 'Changed', cell: ({ updatedAt }) => <DateTime at={updatedAt} ago /> },
];

/** Permits at a place: our own, and those that others share with us. */
export function PermitsAtPlace({ place }: { place: Place }) {
  const list = useList<Permit>('permits', { place: place.id, count: 'exact' });
  return (
    <RecordTable
      id="permits-at-place"
      label="Permits at this place"
      columns={permits}
      list={list}
      rowLink={({ id }) => `/permits/${id}`}
      empty={
        <Empty icon="permit" title="No permits here">
          Your agency’s permits at this place appear here, and those that partners share with you.
        </Empty>
      }
    />
  );
}

/** Inspections at a place: our own, and those that others share with us. */
export function InspectionsAtPlace({ place }: { place: Place }) {
  const list = useList<Inspection>('inspections', { place: place.id, count: 'exact' });
  return (
    <RecordTable
      id="inspections-at-place"
      label="Inspections at this place"
      columns={inspections}
      list={list}
      rowLink={({ id }) => `/inspections/${id}`}
      empty={
        <Empty icon="inspection" title="No inspections here">
          Your agency’s inspections at this place appear here, and those that partners share with you once
          they are in progress or completed.
        </Empty>
      }
    />
  );
}
