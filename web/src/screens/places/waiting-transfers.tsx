import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useViewAs } from '../../api/view-as.ts';
import { AgencyName } from '../../ui/provenance.tsx';
import { transfersQuery } from './transfer.query.ts';
import { TransferButtons } from './transfer-buttons.tsx';

const shown = 3;

/** Places that others offer and nobody has decided on, and how many of ours wait elsewhere; nothing where none do. */
export function WaitingTransfers() {
  const viewAs = useViewAs();
  const ask = (direction: string) => ({
    ...transfersQuery({ direction, status: 'offered', limit: shown, count: 'exact' }),
    enabled: viewAs === null,
  });
  const incoming = useQuery(ask('incoming')).data;
  const outgoing = useQuery(ask('outgoing')).data;
  if (viewAs || (!incoming?.total && !outgoing?.total)) return null;
  const more = (incoming?.total ?? 0) - (incoming?.items.length ?? 0);
  return (
    <section className="waiting-transfers" aria-labelledby="waiting-transfers">
      <h2 id="waiting-transfers">Pending transfers</h2>
      <ul>
        {incoming?.items.map((transfer) => (
          <li key={transfer.id}>
            <span>
              <AgencyName agency={transfer.from} /> offers <b>{transfer.place.addressLine}</b>
            </span>
            <TransferButtons transfer={transfer} />
          </li>
        ))}
      </ul>
      <p>
        {more > 0 && `${more} more offered to you. `}
        {outgoing?.total ? `${outgoing.total} offered by you. ` : ''}
        <Link to="/place-transfers" className="text-link">
          All transfers
        </Link>
      </p>
    </section>
  );
}
