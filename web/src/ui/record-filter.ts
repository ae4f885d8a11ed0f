import { call } from '../api/call.ts';
import type { Page, SearchHit } from '../api/messages.ts';
import { kinds } from '../kinds/kinds.ts';
import type { Filter, Option } from './filter-chip.tsx';
import { kindWords } from './words.ts';

/** Own records that have these words, by what people call them. */
export async function ownRecords(q: string): Promise<readonly Option[]> {
  if (q === '') return [];
  const { items } = await call<Page<SearchHit>>('GET', '/v1/search', { query: { q } });
  return items
    .filter(({ access }) => access.relation === 'own')
    .map(({ id, kind, label }) => ({ value: id, label: `${kindWords[kind]?.[0] ?? kind} ${label}` }));
}

/** A record of the own agency, looked up by its number or address. */
export const recordFilter: Filter = {
  name: 'record',
  label: 'Record',
  find: ownRecords,
  nameOf: async (record) => (await found(record))?.label ?? 'one record',
};

/** Each kind is asked for by its own door, for the id alone does not say the kind. */
async function found(id: string): Promise<Option | undefined> {
  for (const { noun } of Object.values(kinds)) {
    const record = await call<{ number?: string; addressLine?: string }>(
      'GET',
      `/v1/${noun}/${encodeURIComponent(id)}`,
    ).catch(() => null);
    const name = record?.number ?? record?.addressLine;
    if (name) return { value: id, label: name };
  }
  return undefined;
}
