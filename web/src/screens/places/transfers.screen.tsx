import type { PlaceTransfer } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import type { Filter } from '../../ui/filter-chip.tsx';
import { Page } from '../../ui/page.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { statusChoices } from '../../ui/words.ts';
import { TransferButtons } from './transfer-buttons.tsx';
import './places.css';

const filters: readonly Filter[] = [
  {
    name: 'direction',
    label: 'Direction',
    options: [
      { value: 'incoming', label: 'Offered to us' },
      { value: 'outgoing', label: 'Offered by us' },
    ],
  },
  { name: 'status', label: 'Status', options: statusChoices('transfer') },
];

const columns: readonly Column<PlaceTransfer>[] = [
  { id: 'place', header: 'Place', fixed: true, cell: ({ place }) => place.addressLine },
  { id: 'from', header: 'From', cell: ({ from }) => <AgencyName agency={from} /> },
  { id: 'to', header: 'To', cell: ({ to }) => <AgencyName agency={to} /> },
  {
    id: 'status',
    header: 'Status',
    phone: 'end',
    cell: ({ status }) => <StatusBadge kind="transfer" status={status} />,
  },
  { id: 'createdAt', header: 'Offered', cell: ({ createdAt }) => <DateTime at={createdAt} ago /> },
  { id: 'decidedAt', header: 'Decided', cell: ({ decidedAt }) => <DateTime at={decidedAt} ago /> },
  {
    id: 'deeds',
    header: 'Decision',
    phone: 'line',
    cell: (transfer) => <TransferButtons transfer={transfer} />,
  },
];

/** Places offered to the own agency and by it. */
export function TransfersScreen() {
  const [values] = useFilters();
  const list = useList<PlaceTransfer>(
    'transfers',
    { ...values, count: 'exact' },
    { path: '/v1/place-transfers' },
  );
  return (
    <Page
      title="Transfers"
      crumbs={[{ label: 'Places', to: '/places' }]}
      lead="A place changes owner only when the other agency accepts the offer."
    >
      <FilterBar filters={filters} />
      <RecordTable
        id="place-transfers"
        label="Transfers"
        columns={columns}
        list={list}
        empty={
          <Empty
            icon="transfer"
            title={Object.keys(values).length > 0 ? 'No transfer matches' : 'No transfers'}
          >
            Offers to and from your agency appear here. To offer a place, open it and choose Transfer.
          </Empty>
        }
      />
    </Page>
  );
}
