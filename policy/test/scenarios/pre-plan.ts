import { prePlan } from '../../src/index.ts';
import { A, B, C, each, gives, needed, type Scenarios } from '../scenario.ts';

const needs = {
  view: ['Pre-Plans - Read'],
  create: ['Pre-Plans - Read', 'Pre-Plans - Create'],
  edit: ['Pre-Plans - Read', 'Pre-Plans - Edit'],
  delete: ['Pre-Plans - Read', 'Pre-Plans - Delete'],
  publish: ['Pre-Plans - Read', 'Pre-Plans - Publish'],
  restore: ['Pre-Plans - Read', 'Pre-Plans - Edit'],
  download: ['Pre-Plans - Read'],
} as const;

const published = ['addressLine', 'location', 'status', 'publishedAt', 'sections', 'attachments'];
const content = ['sections', 'attachments'];

const all = ['view', 'create', 'edit', 'delete', 'publish', 'restore', 'download'] as const;
const ownersOnly = ['create', 'delete', 'publish', 'restore', 'download'] as const;
const plan = { parties: { owner: A }, status: 'published', withheld: false, placeWithheld: false };
const reads = [gives(A, B, { prePlans: 'view', address: 'view' })];
const writes = [gives(A, B, { prePlans: 'edit', address: 'view' })];

/** The client sheet and rules.md *Client modules*, the pre-plan. */
export const prePlanScenarios: Scenarios = {
  kind: prePlan,
  needs,
  cases: [
    ...['draft', 'pendingApproval', 'published', 'archived'].flatMap((status) =>
      each(all, {
        says: `the owner does everything with its pre-plan, ${status}`,
        record: { ...plan, status },
        viewer: A,
        way: 'ours',
      }),
    ),
    ...each(all, {
      says: 'also when it or its place is withheld',
      record: { ...plan, withheld: true, placeWithheld: true },
      viewer: A,
      way: 'ours',
    }),
    ...each(['view'], {
      says: 'View Only with Address shows the published version',
      grants: reads,
      record: plan,
      viewer: B,
      way: 'shared',
      opens: published,
    }),
    ...each(['view'], {
      says: 'Can Make Changes includes viewing',
      grants: writes,
      record: plan,
      viewer: B,
      way: 'shared',
      opens: published,
    }),
    ...each(['edit'], {
      says: 'Can Make Changes lets the partner edit the content, and nothing that publishes, archives or moves it',
      grants: writes,
      record: plan,
      viewer: B,
      way: 'entrusted',
      opens: content,
    }),
    ...each(['edit'], {
      says: 'View Only does not let the partner edit',
      grants: reads,
      record: plan,
      viewer: B,
      way: null,
    }),
    ...each(['view', 'edit'], {
      says: 'Pre-Plans can only be viewed if the addresses are viewable too',
      grants: [gives(A, B, { prePlans: 'edit' })],
      record: plan,
      viewer: B,
      way: null,
    }),
    ...each(['view', 'edit'], {
      says: 'the Address Share Module is not the Address module',
      grants: [gives(A, B, { prePlans: 'edit', addressShareModule: 'fireInspectionAndPermit' })],
      record: plan,
      viewer: B,
      way: null,
    }),
    ...each(['view', 'edit'], {
      says: 'Address alone shows no pre-plan',
      grants: [gives(A, B, { address: 'view', hydrants: 'edit' })],
      record: plan,
      viewer: B,
      way: null,
    }),
    ...['draft', 'pendingApproval', 'archived'].flatMap((status) =>
      each(['view', 'edit'], {
        says: `a partner sees no pre-plan that has no published version (${status})`,
        grants: writes,
        record: { ...plan, status },
        viewer: B,
        way: null,
      }),
    ),
    ...each(ownersOnly, {
      says: 'a partner never creates, deletes, publishes, restores or takes originals',
      grants: writes,
      record: plan,
      viewer: B,
      way: null,
    }),
    ...each(['view', 'edit'], {
      says: 'a withheld pre-plan is shared with nobody',
      grants: writes,
      record: { ...plan, withheld: true },
      viewer: B,
      way: null,
    }),
    ...each(['view', 'edit'], {
      says: 'a withheld place withholds its pre-plan',
      grants: writes,
      record: { ...plan, placeWithheld: true },
      viewer: B,
      way: null,
    }),
    ...each(['view', 'edit'], {
      says: 'nothing chains',
      grants: [...writes, gives(B, C, { prePlans: 'edit', address: 'view' })],
      record: plan,
      viewer: C,
      way: null,
    }),
    ...each(all, { says: 'a stranger sees and does nothing', record: plan, viewer: B, way: null }),
    ...needed(needs, { record: plan, viewer: A }),
    ...needed({ view: needs.view, edit: needs.edit }, { grants: writes, record: plan, viewer: B }),
  ],
};
