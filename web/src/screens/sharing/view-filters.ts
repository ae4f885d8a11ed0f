import { call } from '../../api/call.ts';
import type { SharingOverview } from '../../api/messages.ts';
import type { Filter } from '../../ui/filter-chip.tsx';

/** Partners that we share anything with: those who may have looked. */
async function partners(): Promise<readonly { value: string; label: string }[]> {
  const { given } = await call<SharingOverview>('GET', '/v1/admin/sharing/overview', { viewAs: null });
  const names = new Map(given.map(({ partner }) => [partner.id, partner.name]));
  return [...names].map(([value, label]) => ({ value, label }));
}

/** What partners' views are narrowed by. */
export const viewFilters: readonly Filter[] = [
  {
    name: 'agency',
    label: 'Partner',
    find: async (q) =>
      (await partners()).filter(({ label }) => label.toLowerCase().includes(q.toLowerCase())),
    nameOf: async (id) => (await partners()).find(({ value }) => value === id)?.label ?? 'an agency',
  },
  {
    name: 'kind',
    label: 'Kind',
    options: [
      { value: 'place', label: 'Places' },
      { value: 'permit', label: 'Permits' },
      { value: 'inspection', label: 'Inspections' },
      { value: 'inspectionPhoto', label: 'Inspection photos' },
    ],
  },
  {
    name: 'how',
    label: 'How',
    options: [
      { value: 'read', label: 'Opened' },
      { value: 'list', label: 'Seen in a list' },
    ],
  },
  { name: 'from', label: 'From', input: 'date' },
  { name: 'to', label: 'To', input: 'date' },
  { name: 'user', label: 'User', input: 'text' },
  { name: 'record', label: 'Record', input: 'text' },
];
