import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import type { View } from './view.ts';
import { ViewedRecords } from './viewed-records.tsx';

/** One user is told from another without a name: people of other agencies are theirs to name. */
const userText = (id: string | null) => (id ? `User …${id.slice(-6)}` : 'A user who is gone');

const isSearch = (filter: unknown) => typeof filter === 'object' && filter !== null && 'q' in filter;
const howText = ({ how, filter }: View) =>
  how === 'read' ? 'Opened' : isSearch(filter) ? 'Found by a search' : 'Seen in a list';

export const viewColumns: readonly Column<View>[] = [
  { id: 'at', header: 'When', fixed: true, cell: ({ at }) => <DateTime at={at} /> },
  {
    id: 'agency',
    header: 'Partner',
    phone: 'line',
    cell: ({ viewer }) => <AgencyName agency={viewer.agency} />,
  },
  { id: 'records', header: 'What', phone: 'word', cell: (view) => <ViewedRecords view={view} /> },
  { id: 'how', header: 'How', phone: 'word', cell: howText },
  { id: 'user', header: 'Who', phone: 'word', cell: ({ viewer }) => userText(viewer.userId) },
];
