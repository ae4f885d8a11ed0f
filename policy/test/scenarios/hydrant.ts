import { hydrant } from '../../src/index.ts';
import { A, B, C, each, gives, needed, type Scenarios } from '../scenario.ts';

const needs = {
  view: ['Hydrants - Read'],
  create: ['Hydrants - Read', 'Hydrants - Create'],
  edit: ['Hydrants - Read', 'Hydrants - Edit'],
  delete: ['Hydrants - Read', 'Hydrants - Delete'],
  restore: ['Hydrants - Read', 'Hydrants - Edit'],
} as const;

const upkeep = [
  ...['number', 'castNumber', 'findIt', 'type', 'status', 'statusReason', 'statusSince', 'expectedReturnOn'],
  ...['mainSizeIn', 'deadEndMain', 'privateMain', 'sharesSprinklerSupply', 'pressureZone', 'usableInWinter'],
  ...['liftFt', 'volumeGal', 'turnaround', 'outlets', 'ratedFlowGpm', 'paintedColor', 'tests'],
];
const current = [...upkeep, 'facilityId', 'location', 'addressLine', 'flowClass', 'ratedOn', 'ratingStale'];

const all = ['view', 'create', 'edit', 'delete', 'restore'] as const;
const record = { parties: { owner: A }, status: 'inService', withheld: false };
const reads = [gives(A, B, { hydrants: 'view' })];
const writes = [gives(A, B, { hydrants: 'edit' })];

/** The client sheet and rules.md *Client modules*, the hydrant. */
export const hydrantScenarios: Scenarios = {
  kind: hydrant,
  needs,
  cases: [
    ...each(all, { says: 'the agency does everything with its hydrant', record, viewer: A, way: 'ours' }),
    ...each(all, {
      says: 'also while it withholds it',
      record: { ...record, withheld: true },
      viewer: A,
      way: 'ours',
    }),
    ...['inService', 'outOfService'].flatMap((status) =>
      each(['view'], {
        says: `View Only shows the current state, ${status}`,
        grants: reads,
        record: { ...record, status },
        viewer: B,
        way: 'shared',
        opens: current,
      }),
    ),
    ...each(['view'], {
      says: 'Can Make Changes includes viewing',
      grants: writes,
      record,
      viewer: B,
      way: 'shared',
      opens: current,
    }),
    ...each(['edit'], {
      says: 'Can Make Changes lets the partner edit, but not move it',
      grants: writes,
      record,
      viewer: B,
      way: 'entrusted',
      opens: upkeep,
    }),
    ...each(['edit'], {
      says: 'View Only does not let the partner edit',
      grants: reads,
      record,
      viewer: B,
      way: null,
    }),
    ...each(['create', 'delete', 'restore'], {
      says: 'a partner never creates, deletes or restores',
      grants: writes,
      record,
      viewer: B,
      way: null,
    }),
    ...each(['view', 'edit'], {
      says: 'a withheld hydrant is shared with nobody',
      grants: writes,
      record: { ...record, withheld: true },
      viewer: B,
      way: null,
    }),
    ...each(['view', 'edit'], {
      says: 'no other module shows or changes hydrants',
      grants: [gives(A, B, { prePlans: 'edit', address: 'view' })],
      record,
      viewer: B,
      way: null,
    }),
    ...each(['view', 'edit'], {
      says: 'nothing chains',
      grants: [...writes, gives(B, C, { hydrants: 'edit' })],
      record,
      viewer: C,
      way: null,
    }),
    ...each(all, { says: 'a stranger sees and does nothing', record, viewer: B, way: null }),
    ...needed(needs, { record, viewer: A }),
    ...needed({ view: needs.view, edit: needs.edit }, { grants: writes, record, viewer: B }),
  ],
};
