import { A, B } from '../scenario.ts';

/** What a partner reads; internal notes are not among it. */
export const current =
  'number addressLine location type status scheduledFor startedAt completedAt assignedTo checklist violations reinspectionOf'.split(
    ' ',
  );

export const all = ['view', 'create', 'edit', 'delete', 'download', 'email'] as const;
export const beyondView = ['create', 'edit', 'delete', 'download', 'email'] as const;
export const shownStatuses = ['inProgress', 'completed'];
export const hiddenStatuses = ['scheduled', 'cancelled'];
const at = { status: 'completed', withheld: false, placeWithheld: false };
export const home = { ...at, parties: { author: A, placeOwner: A } };
export const visit = { ...at, parties: { author: A, placeOwner: B } };
export const inspections = { inspections: 'view' } as const;
export const share = (level: 'permit' | 'fireInspection' | 'fireInspectionAndPermit') => ({
  addressShareModule: level,
});
export const everything = {
  inspections: 'view',
  addressShareModule: 'fireInspectionAndPermit',
  permits: 'view',
} as const;
