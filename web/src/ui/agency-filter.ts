import { call } from '../api/call.ts';
import type { AgencyRef } from '../api/messages.ts';
import type { Filter } from './filter-chip.tsx';

/** One's own agency, and those that share with it now. */
export const readGrantors = async () =>
  (await call<{ items: readonly AgencyRef[] }>('GET', '/v1/me/grantors', { viewAs: null })).items;

/** Narrows a list to the records of one agency: one's own, or one that shares with it. */
export const agencyFilter: Filter = {
  name: 'agency',
  label: 'Agency',
  find: async (q) =>
    (await readGrantors())
      .filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()))
      .map(({ id, name }) => ({ value: id, label: name })),
  nameOf: async (wanted) => (await readGrantors()).find(({ id }) => id === wanted)?.name ?? 'not here',
};

/** Narrows a list to one's own records, or to those of others. */
export const accessFilter: Filter = {
  name: 'access',
  label: 'Whose',
  options: [
    { value: 'own', label: 'Ours' },
    { value: 'shared', label: 'Shared with us' },
  ],
};
