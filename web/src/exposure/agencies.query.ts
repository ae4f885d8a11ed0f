import type { Sheet } from '@standpipe/policy';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Candidates, ClientSharing, Me, SharingOverview, UserSharing } from '../api/messages.ts';
import { useMe } from '../ui/me.tsx';
import type { SheetChange } from './changes.ts';

/** An agency as far as its name goes; not every answer says its colour. */
export interface NamedAgency {
  readonly id: string;
  readonly name: string;
  readonly color?: string;
}

const sheetPaths = {
  client: '/v1/admin/client-data-sharing',
  user: '/v1/admin/user-data-sharing',
} as const;
const sheetFacts = {
  client: { permission: 'Admin - Client Data Sharing', feature: 'clientDataSharing' },
  user: { permission: 'Admin - User Data Sharing', feature: 'userDataSharing' },
} as const;
const sheetPermissions = Object.values(sheetFacts).map(({ permission }) => permission);

/** May one open a sheet: its feature is on, and one holds its permission? */
export const mayOpenSheet = (me: Me, sheet: Sheet): boolean =>
  me.features[sheetFacts[sheet].feature] && me.permissions.includes(sheetFacts[sheet].permission);

/** May one set any sharing at all, whether its feature is on or not? */
export const maySetSharing = (me: Me): boolean =>
  sheetPermissions.some((each) => me.permissions.includes(each));

/** May one ask why a record is seen or not, and who was given what? */
export const mayAskWhy = (me: Me): boolean => maySetSharing(me) || me.permissions.includes('Admin - Audit');

// These are about the own agency, whoever's eyes one reads records with.
const ours = { viewAs: null } as const;

/** Every direct grant from and to the own agency. */
export const overviewQuery = queryOptions({
  queryKey: ['sharing', 'overview'],
  queryFn: ({ signal }) => call<SharingOverview>('GET', '/v1/admin/sharing/overview', { ...ours, signal }),
});

/** The partners on one of the own sheets. */
export const partnersQuery = (sheet: Sheet) =>
  queryOptions({
    queryKey: ['sharing', 'partners', sheet],
    queryFn: async ({ signal }): Promise<readonly NamedAgency[]> => {
      const rows = await call<ClientSharing | UserSharing>('GET', sheetPaths[sheet], { ...ours, signal });
      return rows.items.map(({ partner }) => partner);
    },
  });

const candidatesQuery = (q: string) =>
  queryOptions({
    queryKey: ['sharing', 'candidates', q],
    queryFn: async ({ signal }): Promise<readonly NamedAgency[]> =>
      (await call<Candidates>('GET', `${sheetPaths.user}/candidates`, { ...ours, query: { q }, signal }))
        .items,
  });

const byName = (a: NamedAgency, b: NamedAgency) => a.name.localeCompare(b.name);

/**
 * The agencies that one may ask about: partners of both sheets, those that give or are given something, and, where one
 * may add partners, any agency by its name.
 */
export function useAgencies(q: string): {
  readonly agencies: readonly NamedAgency[];
  readonly isPending: boolean;
} {
  const me = useMe();
  const overview = useQuery({ ...overviewQuery, enabled: mayAskWhy(me) });
  const client = useQuery({ ...partnersQuery('client'), enabled: mayOpenSheet(me, 'client') });
  const user = useQuery({ ...partnersQuery('user'), enabled: mayOpenSheet(me, 'user') });
  const others = useQuery({ ...candidatesQuery(q), enabled: q !== '' && mayOpenSheet(me, 'user') });
  const granted = [...(overview.data?.given ?? []), ...(overview.data?.received ?? [])].map(
    ({ partner }) => partner,
  );
  const byId = new Map<string, NamedAgency>();
  for (const each of [...granted, ...(client.data ?? []), ...(user.data ?? []), ...(others.data ?? [])])
    if (each.id !== me.agency?.id) byId.set(each.id, { ...each, ...byId.get(each.id) });
  return {
    agencies: [...byId.values()].sort(byName),
    isPending: [overview, client, user].some((each) => each.isLoading),
  };
}

/** Names of a sheet's partners: as the page says them, else from what is stored. */
export function usePartnerNames(sheet: Sheet, changes: readonly SheetChange[]) {
  const me = useMe();
  const unnamed = changes.some(({ partner }) => !partner);
  const stored = useQuery({ ...partnersQuery(sheet), enabled: unnamed && mayOpenSheet(me, sheet) });
  const overview = useQuery({ ...overviewQuery, enabled: changes.length > 0 });
  return (id: string): { name: string; color: string | null } => {
    const said = changes.find(({ partnerId }) => partnerId === id)?.partner;
    const granted = [...(overview.data?.given ?? []), ...(overview.data?.received ?? [])].find(
      ({ partner }) => partner.id === id,
    )?.partner;
    const named = stored.data?.find((each) => each.id === id);
    return {
      name: said?.name ?? named?.name ?? granted?.name ?? 'This partner',
      color: said?.color ?? granted?.color ?? null,
    };
  };
}
