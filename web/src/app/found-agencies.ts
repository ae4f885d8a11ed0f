import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Agency, Page } from '../api/messages.ts';
import { mayOpenSheet, type NamedAgency, partnersQuery } from '../exposure/agencies.query.ts';
import { sheetRowLink } from '../exposure/sheet-row-link.ts';
import { kinds } from '../kinds/kinds.ts';
import { readGrantors } from '../ui/agency-filter.ts';
import { useMe, useReadOnly } from '../ui/me.tsx';
import type { Found } from './found.ts';
import { itemsFor } from './navigation.ts';

const most = 6;
const lists: ReadonlySet<string> = new Set(Object.values(kinds).map(({ noun }) => `/${noun}`));

/** Accounts by their name, for an operator. */
export function useAccounts(q: string) {
  const { operator } = useMe();
  const { data, isFetching, error } = useQuery({
    queryKey: ['agencies', 'found', q],
    queryFn: ({ signal }) =>
      call<Page<Agency>>('GET', '/v1/operator/agencies', { query: { q, limit: most }, signal }),
    enabled: q !== '' && operator,
    placeholderData: keepPreviousData,
  });
  const found = (q === '' ? [] : (data?.items ?? [])).map(
    ({ id, name, state }): Found => ({
      key: `account ${id}`,
      label: name,
      sublabel: `Account · ${state}`,
      icon: 'agency',
      to: `/operator/agencies/${id}`,
    }),
  );
  return { found, busy: isFetching, error };
}

/**
 * Agencies that one has to do with, by their name: a partner leads to its row on a sheet that one may open, any other
 * that shares with one's own to its records.
 */
export function usePartners(q: string) {
  const me = useMe();
  const asPartner = useReadOnly();
  const asked = q !== '' && me.agency !== null;
  const opens = (sheet: 'client' | 'user') => asked && !asPartner && mayOpenSheet(me, sheet);
  const client = useQuery({ ...partnersQuery('client'), enabled: opens('client') });
  const user = useQuery({ ...partnersQuery('user'), enabled: opens('user') });
  const grantors = useQuery({ queryKey: ['sharing', 'grantors'], queryFn: readGrantors, enabled: asked });
  const list = itemsFor(me, asPartner).find(({ to }) => lists.has(to));
  const words = q.toLowerCase().split(/\s+/);
  const found = new Map<string, Found>();
  const add = (
    agencies: readonly NamedAgency[] | undefined,
    leads: (agency: NamedAgency) => Pick<Found, 'sublabel' | 'to' | 'search'>,
  ) => {
    for (const each of asked ? (agencies ?? []) : [])
      if (!found.has(each.id) && words.every((word) => each.name.toLowerCase().includes(word)))
        found.set(each.id, { key: `agency ${each.id}`, label: each.name, icon: 'agency', ...leads(each) });
  };
  if (opens('client'))
    add(client.data, (agency) => ({ sublabel: 'Client Data Sharing', ...sheetRowLink('client', agency) }));
  if (opens('user'))
    add(user.data, (agency) => ({ sublabel: 'User Data Sharing', ...sheetRowLink('user', agency) }));
  if (list) add(grantors.data, ({ id }) => ({ sublabel: list.label, to: list.to, search: { agency: id } }));
  return {
    found: [...found.values()].slice(0, most),
    busy: [client, user, grantors].some(({ isFetching }) => isFetching),
  };
}
