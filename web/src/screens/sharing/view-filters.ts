import { call } from '../../api/call.ts';
import type { SharingOverview, Views } from '../../api/messages.ts';
import { type Filter, labelled, type Option } from '../../ui/filter-chip.tsx';
import { recordFilter } from '../../ui/record-filter.ts';
import { momentText } from '../../ui/times.ts';

/** Partners that we share anything with: those who may have looked. */
async function partners(): Promise<readonly Option[]> {
  const { given } = await call<SharingOverview>('GET', '/v1/admin/sharing/overview', { viewAs: null });
  const names = new Map(given.map(({ partner }) => [partner.id, partner.name]));
  return [...names].map(([value, label]) => ({ value, label }));
}

const viewsOf = async (query: Record<string, string | number>) =>
  (await call<Views>('GET', '/v1/audit/views', { query })).items;

/** Those who looked recent, told apart by when they looked last: their names are their agency's to say. */
async function users(): Promise<readonly Option[]> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const last = new Map<string, string>();
  for (const { viewer, at } of await viewsOf({ limit: 200 }))
    if (viewer.userId && !last.has(viewer.userId))
      last.set(viewer.userId, `A user of ${viewer.agency.name}, last ${momentText(at, zone)}`);
  return [...last].map(([value, label]) => ({ value, label }));
}

async function userNamed(user: string): Promise<string> {
  const [view] = await viewsOf({ user, limit: 1 });
  return view ? `one of ${view.viewer.agency.name}` : 'nobody';
}

/** What partners' views are narrowed by. */
export const viewFilters: readonly Filter[] = [
  {
    name: 'agency',
    label: 'Partner',
    find: async (q) => labelled(await partners(), q),
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
      { value: 'prePlanAttachment', label: 'Pre-plan attachments' },
    ],
  },
  {
    name: 'how',
    label: 'How',
    options: [
      { value: 'read', label: 'Opened' },
      { value: 'list', label: 'Listed' },
    ],
  },
  { name: 'from', label: 'From', input: 'date' },
  { name: 'to', label: 'To', input: 'date' },
  { name: 'user', label: 'User', find: async (q) => labelled(await users(), q), nameOf: userNamed },
  recordFilter,
];
