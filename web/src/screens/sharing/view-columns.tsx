import { Button } from '@mantine/core';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import type { View } from './view.ts';
import { ViewedRecords } from './viewed-records.tsx';

/** People of other agencies are theirs to name: one tells them apart by what each of them looked at. */
function Viewer({ viewer: { agency, userId } }: View) {
  const [{ user }, filter] = useFilters();
  return (
    <>
      A user of {agency.name}
      {userId && user !== userId && (
        <Button
          size="compact-sm"
          variant="subtle"
          className="viewed-only"
          aria-label={`Only theirs: this user of ${agency.name}`}
          onClick={() => filter({ user: userId })}
        >
          Only theirs
        </Button>
      )}
    </>
  );
}

const isSearch = (filter: unknown) => typeof filter === 'object' && filter !== null && 'q' in filter;
const howText = ({ how, filter }: View) =>
  how === 'read' ? 'Opened' : isSearch(filter) ? 'Found by a search' : 'Listed';

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
  { id: 'user', header: 'Who', phone: 'word', cell: (view) => <Viewer {...view} /> },
];
