import { call } from '../../api/call.ts';
import type { Page, Place } from '../../api/messages.ts';
import { accessFilter, agencyFilter } from '../../ui/agency-filter.ts';
import type { Filter } from '../../ui/filter-chip.tsx';
import { permitClasses, statusChoices } from '../../ui/words.ts';

const findPlaces = async (q: string) => {
  const { items } = await call<Page<Place>>('GET', '/v1/places', {
    query: { q, limit: 8, sort: 'addressLine' },
  });
  return items.map(({ id, addressLine, city }) => ({
    value: id,
    label: [addressLine, city].filter(Boolean).join(', '),
  }));
};

/** What the API narrows permits by. */
export const permitFilters: readonly Filter[] = [
  { name: 'status', label: 'Status', options: statusChoices('permit') },
  accessFilter,
  agencyFilter,
  { name: 'expiresFrom', label: 'Expires from', input: 'date' },
  { name: 'expiresUntil', label: 'Expires until', input: 'date' },
  { name: 'type', label: 'Type', input: 'text' },
  {
    name: 'class',
    label: 'Class',
    options: Object.entries(permitClasses).map(([value, label]) => ({ value, label })),
  },
  {
    name: 'place',
    label: 'Place',
    find: findPlaces,
    nameOf: async (id) => (await call<Place>('GET', `/v1/places/${encodeURIComponent(id)}`)).addressLine,
  },
];
