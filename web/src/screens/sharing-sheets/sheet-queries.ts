import { hashKey, type QueryClient, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type {
  Candidates,
  ClientSharing,
  ClientSharingBulk,
  ClientSharingRow,
  ClientSharingSave,
  UserSharing,
  UserSharingSave,
} from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';

const clientPath = '/v1/admin/client-data-sharing';
const userPath = '/v1/admin/user-data-sharing';

/** What this agency shares with each partner agency. */
export const clientSheetQuery = queryOptions({
  queryKey: keys.list('sharing', { sheet: 'client' }),
  queryFn: ({ signal }) => call<ClientSharing>('GET', clientPath, { signal, viewAs: null }),
});

/** The partners that this agency added, and what it shares with each. */
export const userSheetQuery = queryOptions({
  queryKey: keys.list('sharing', { sheet: 'user' }),
  queryFn: ({ signal }) => call<UserSharing>('GET', userPath, { signal, viewAs: null }),
});

/** Agencies to add, by name. */
export const candidatesQuery = (q: string) =>
  queryOptions({
    queryKey: keys.list('sharing', { sheet: 'candidates', q }),
    queryFn: ({ signal }) =>
      call<Candidates>('GET', `${userPath}/candidates`, { query: { q }, signal, viewAs: null }),
  });

/** Whatever else was read of sharing is old after a save; the saved sheet itself is what the answer said. */
const others = (client: QueryClient, saved: readonly unknown[]) =>
  void client.invalidateQueries({
    queryKey: keys.all('sharing'),
    predicate: ({ queryHash }) => queryHash !== hashKey(saved),
  });

function putRows(client: QueryClient, rows: readonly ClientSharingRow[]): void {
  const byId = new Map(rows.map((row) => [row.partner.id, row]));
  void client.cancelQueries({ queryKey: clientSheetQuery.queryKey });
  client.setQueryData(clientSheetQuery.queryKey, (before) =>
    before ? { items: before.items.map((row) => byId.get(row.partner.id) ?? row) } : before,
  );
  others(client, clientSheetQuery.queryKey);
}

/** Saves one partner's row, as long as it is still the version that was read. @throws CallProblem */
export async function saveClientRow(
  client: QueryClient,
  partnerId: string,
  body: ClientSharingSave,
  version: number,
): Promise<ClientSharingRow> {
  const saved = await call<ClientSharingRow>('PUT', `${clientPath}/${partnerId}`, { body, ifMatch: version });
  putRows(client, [saved]);
  return saved;
}

/** Sets some modules for several partners: all of them, or none. @throws CallProblem */
export async function saveClientRows(
  client: QueryClient,
  body: ClientSharingBulk,
): Promise<readonly ClientSharingRow[]> {
  const { items } = await call<ClientSharing>('POST', `${clientPath}/bulk`, { body });
  putRows(client, items);
  return items;
}

/** Saves the whole User sheet, as long as it is still the version that was read. @throws CallProblem */
export async function saveUserSheet(
  client: QueryClient,
  body: UserSharingSave,
  version: number,
): Promise<UserSharing> {
  const saved = await call<UserSharing>('PUT', userPath, { body, ifMatch: version });
  await client.cancelQueries({ queryKey: userSheetQuery.queryKey });
  client.setQueryData(userSheetQuery.queryKey, saved);
  others(client, userSheetQuery.queryKey);
  return saved;
}
