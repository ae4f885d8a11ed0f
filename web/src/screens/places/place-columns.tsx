import type { Place } from '../../api/messages.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';

const dash = <span className="nothing">—</span>;

export const placeColumns: readonly Column<Place>[] = [
  {
    id: 'address',
    header: 'Address',
    sort: 'addressLine',
    fixed: true,
    cell: ({ addressLine, unit }) => [addressLine, unit].filter(Boolean).join(', '),
  },
  {
    id: 'name',
    header: 'Name',
    phone: 'word',
    cell: ({ name, withheld }) => (
      <span className="with-mark">
        {name ?? dash}
        {withheld && <WithheldMark />}
      </span>
    ),
  },
  { id: 'city', header: 'City', phone: 'word', cell: ({ city }) => city ?? dash },
  { id: 'agency', header: 'Agency', phone: 'line', cell: (place) => <Provenance record={place} /> },
  {
    id: 'occupancyType',
    header: 'Occupancy',
    phone: 'word',
    cell: ({ occupancyType }) => occupancyType ?? dash,
  },
  {
    id: 'constructionType',
    header: 'Construction',
    hidden: true,
    cell: ({ constructionType }) => constructionType ?? dash,
  },
  { id: 'stories', header: 'Stories', align: 'end', hidden: true, cell: ({ stories }) => stories ?? dash },
  {
    id: 'yearBuilt',
    header: 'Year built',
    align: 'end',
    hidden: true,
    cell: ({ yearBuilt }) => yearBuilt ?? dash,
  },
  { id: 'state', header: 'State', hidden: true, cell: ({ state }) => state ?? dash },
  { id: 'zip', header: 'ZIP', hidden: true, cell: ({ zip }) => zip ?? dash },
  {
    id: 'updatedAt',
    header: 'Changed',
    sort: 'updatedAt',
    cell: ({ updatedAt }) => <DateTime at={updatedAt} ago />,
  },
  {
    id: 'createdAt',
    header: 'Added',
    sort: 'createdAt',
    hidden: true,
    cell: ({ createdAt }) => <DateTime at={createdAt} ago />,
  },
];
