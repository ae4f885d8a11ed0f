import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call, type Parameters } from '../../api/call.ts';
import type { ClientSharing, Me, Page, UserSharing } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';
import { itemAt } from '../../app/navigation.ts';

/** How many records of one's own agency a filter finds. */
function useCount(noun: string, query: Parameters, enabled: boolean): number | null {
  const asked = { access: 'own', ...query };
  const found = useQuery({
    queryKey: [...keys.lists(noun), 'count', asked],
    queryFn: async ({ signal }) => {
      const page = await call<Page<unknown>>('GET', `/v1/${noun}`, {
        query: { ...asked, limit: 1, count: 'exact' },
        signal,
      });
      return page.total ?? page.items.length;
    },
    enabled,
  });
  return found.data ?? null;
}

type Sheet = 'client-data-sharing' | 'user-data-sharing';

/** With how many partners one's agency shares something by a sheet. */
function usePartners(sheet: Sheet, enabled: boolean): number | null {
  const found = useQuery({
    queryKey: [...keys.all('sharing'), sheet],
    queryFn: ({ signal }) => call<ClientSharing | UserSharing>('GET', `/v1/admin/${sheet}`, { signal }),
    enabled,
  });
  const gives = ({ inForce, levels }: { inForce: boolean; levels: object }) =>
    inForce && Object.values(levels).some((level) => level !== 'none');
  return found.data ? found.data.items.filter(gives).length : null;
}

/** The numbers that matter, each leading to what it counts. */
export function Tiles({ me }: { me: Me }) {
  const may = (permission: string) => me.permissions.includes(permission);
  const permits = may('FD Permits - Read');
  const client = may('Admin - Client Data Sharing') && me.features.clientDataSharing;
  const user = may('Admin - User Data Sharing') && me.features.userDataSharing;
  const applied = useCount('permits', { status: 'applied' }, permits);
  const expired = useCount('permits', { status: 'expired' }, permits);
  const clients = usePartners('client-data-sharing', client);
  const users = usePartners('user-data-sharing', user);
  const tiles = [
    permits && tile('Permits to decide', applied, '/permits', { status: 'applied', access: 'own' }),
    permits && tile('Expired permits', expired, '/permits', { status: 'expired', access: 'own' }),
    client && tile('Partners by Client Data Sharing', clients, '/admin/client-data-sharing'),
    user && tile('Partners by User Data Sharing', users, '/admin/user-data-sharing'),
  ].filter((each) => each !== false);
  if (tiles.length === 0) return null;
  return (
    <ul className="tiles" aria-label="At a glance">
      {tiles.map((each) => (
        <li key={each.label}>
          <Tile {...each} />
        </li>
      ))}
    </ul>
  );
}

interface TileProps {
  readonly label: string;
  readonly count: number | null;
  readonly to: string;
  readonly search: Record<string, string>;
}

const tile = (label: string, count: number | null, to: string, search = {}): TileProps => ({
  label,
  count,
  to,
  search,
});

function Tile({ label, count, to, search }: TileProps) {
  const words = (
    <>
      <span className="tile-count">{count?.toLocaleString() ?? '–'}</span>
      <span>{label}</span>
    </>
  );
  return itemAt(to) ? (
    <Link to={to} search={search as never} className="tile">
      {words}
    </Link>
  ) : (
    <span className="tile">{words}</span>
  );
}
