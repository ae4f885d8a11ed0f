import { call } from '../../api/call.ts';
import type { Changes, SharingOverview } from '../../api/messages.ts';
import { type Filter, labelled, type Option } from '../../ui/filter-chip.tsx';
import { ownRecords } from '../../ui/record-filter.ts';
import { actionChoices, kindChoices, kindWord, nameIn } from './change-words.ts';

/** Those who did something recent; everybody else is found at one of their entries. */
async function people(): Promise<readonly Option[]> {
  const { items } = await call<Changes>('GET', '/v1/audit', { query: { limit: 200 } });
  const names = new Map(items.flatMap(({ user }) => (user ? [[user.id, user.name] as const] : [])));
  return [...names].map(([value, label]) => ({ value, label }));
}

async function personNamed(user: string): Promise<string> {
  const { items } = await call<Changes>('GET', '/v1/audit', { query: { user, limit: 1 } });
  return items[0]?.user?.name ?? 'someone';
}

async function partners(): Promise<readonly Option[]> {
  const { given, received } = await call<SharingOverview>('GET', '/v1/admin/sharing/overview', {
    viewAs: null,
  });
  const names = new Map([...given, ...received].map(({ partner }) => [partner.id, partner.name]));
  return [...names]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** A record as its own entries call it. */
async function recordNamed(record: string): Promise<string> {
  const { items } = await call<Changes>('GET', '/v1/audit', { query: { record, limit: 200 } });
  const [first] = items;
  const name = items.map(nameIn).find((each) => each !== null);
  return [first?.kind && kindWord(first.kind), name].filter(Boolean).join(' ') || 'not here';
}

/** What the change log is narrowed by. */
export const auditFilters: readonly Filter[] = [
  { name: 'from', label: 'From', input: 'date' },
  { name: 'to', label: 'To', input: 'date' },
  {
    name: 'user',
    label: 'Person',
    find: async (q) => labelled(await people(), q),
    nameOf: personNamed,
  },
  { name: 'kind', label: 'Kind', options: kindChoices },
  { name: 'action', label: 'Action', options: actionChoices },
  {
    name: 'agency',
    label: 'Partner',
    find: async (q) => labelled(await partners(), q),
    nameOf: async (id) => (await partners()).find(({ value }) => value === id)?.label ?? 'an agency',
  },
  { name: 'record', label: 'Record', find: ownRecords, nameOf: recordNamed },
];
