import { device } from '../../src/index.ts';
import { A, B, C, each, gives, needed, type Scenarios } from '../scenario.ts';

const needs = {
  view: ['Device Locations - Read'],
  create: ['Device Locations - Read', 'Units - Manage'],
  edit: ['Device Locations - Read', 'Units - Manage'],
  delete: ['Device Locations - Read', 'Units - Manage'],
  send: ['Device Locations - Read'],
} as const;

const live = ['callSign', 'type', 'location', 'at', 'speed', 'course', 'accuracy'];
const all = ['view', 'create', 'edit', 'delete', 'send'] as const;
const record = { parties: { owner: A }, signedIn: true, withheld: false };
const grants = [gives(A, B, { deviceLocations: 'view' })];

/** The client sheet and rules.md *Client modules*, the device location. */
export const deviceScenarios: Scenarios = {
  kind: device,
  needs,
  cases: [
    ...each(all, { says: "the unit's agency does everything with its unit", record, viewer: A, way: 'ours' }),
    ...each(all, {
      says: 'also when it is signed out or withheld',
      record: { ...record, signedIn: false, withheld: true },
      viewer: A,
      way: 'ours',
    }),
    ...each(['view'], {
      says: 'View Only shows a partner the live position of a signed-in unit',
      grants,
      record,
      viewer: B,
      way: 'shared',
      opens: live,
    }),
    ...each(['view'], {
      says: 'a signed-out unit is not shown',
      grants,
      record: { ...record, signedIn: false },
      viewer: B,
      way: null,
    }),
    ...each(['view'], {
      says: 'a unit that is not known to be signed in is not shown',
      grants,
      record: { parties: { owner: A }, withheld: false },
      viewer: B,
      way: null,
    }),
    ...each(['view'], {
      says: 'a withheld unit is shared with nobody',
      grants,
      record: { ...record, withheld: true },
      viewer: B,
      way: null,
    }),
    ...each(['create', 'edit', 'delete', 'send'], {
      says: 'a partner never changes a unit',
      grants,
      record,
      viewer: B,
      way: null,
    }),
    ...each(['view'], {
      says: 'no other module shows positions',
      grants: [gives(A, B, { command: 'transfer', address: 'view', communityConnect: 'view' })],
      record,
      viewer: B,
      way: null,
    }),
    ...each(['view'], {
      says: 'nothing chains',
      grants: [...grants, gives(B, C, { deviceLocations: 'view' })],
      record,
      viewer: C,
      way: null,
    }),
    ...each(all, { says: 'a stranger sees and does nothing', record, viewer: B, way: null }),
    ...needed(needs, { record, viewer: A }),
    ...needed({ view: needs.view }, { grants, record, viewer: B }),
  ],
};
