import type { ImportSummary } from '../../api/messages.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { ImportStatus } from './import-status.tsx';
import { importKinds, rowsText } from './import-words.ts';

const figure = (value: number) => value.toLocaleString();

export const importColumns: readonly Column<ImportSummary>[] = [
  { id: 'file', header: 'File', fixed: true, cell: ({ file }) => <span className="clip">{file.name}</span> },
  { id: 'kind', header: 'What', phone: 'word', cell: ({ kind }) => importKinds[kind].many },
  { id: 'status', header: 'Status', phone: 'end', cell: (each) => <ImportStatus of={each} /> },
  { id: 'rows', header: 'Read', align: 'end', cell: ({ progress }) => rowsText(progress) },
  { id: 'created', header: 'Added', align: 'end', cell: ({ progress }) => figure(progress.created) },
  { id: 'changed', header: 'Changed', align: 'end', cell: ({ progress }) => figure(progress.changed) },
  { id: 'rejected', header: 'Rejected', align: 'end', cell: ({ progress }) => figure(progress.rejected) },
  { id: 'by', header: 'Uploaded by', cell: ({ uploadedBy }) => uploadedBy?.name ?? '' },
  { id: 'at', header: 'Uploaded', cell: ({ createdAt }) => <DateTime at={createdAt} ago /> },
];
