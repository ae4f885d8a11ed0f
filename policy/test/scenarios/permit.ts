import { permit } from '../../src/index.ts';
import { A, B, C, each, gives, needed, type Scenarios } from '../scenario.ts';
import { all, home, permits, share, visit } from './permit-facts.ts';
import { bothWays, sharedPermits } from './permit-shared.ts';

const needs = {
  view: ['FD Permits - Read'],
  create: ['FD Permits - Read', 'FD Permits - Create'],
  edit: ['FD Permits - Read', 'FD Permits - Edit'],
  delete: ['FD Permits - Read', 'FD Permits - Delete'],
  download: ['FD Permits - Read'],
  email: ['FD Permits - Read'],
} as const;

const ownPlace = [
  ...each(all, {
    says: 'Scenario 1: Client A users always view and edit in their own place',
    record: home,
    viewer: A,
    way: 'inOurPlace',
  }),
  ...each(all, {
    says: 'what A withholds stays open to A itself',
    record: { ...home, withheld: true },
    viewer: A,
    way: 'inOurPlace',
  }),
  ...each(all, {
    says: 'at its own withheld place A goes on as before',
    record: { ...home, placeWithheld: true },
    viewer: A,
    way: 'inOurPlace',
  }),
];

const partnersPlace = [
  ...each(all, {
    says: "Scenario 2: A works in B's place when B granted Address Share Module = Permit",
    grants: [gives(B, A, share('permit'))],
    record: visit,
    viewer: A,
    way: 'whereInvited',
  }),
  ...each(all, {
    says: "Scenario 2: A works in B's place when B granted Fire Inspection/Permit",
    grants: [gives(B, A, share('fireInspectionAndPermit'))],
    record: visit,
    viewer: A,
    way: 'whereInvited',
  }),
  ...each(all, {
    says: "A loses its own permit in B's place without B's Address Share Module",
    record: visit,
    viewer: A,
    way: null,
  }),
  ...each(all, {
    says: 'Fire Inspection alone opens no permits',
    grants: [gives(B, A, share('fireInspection'))],
    record: visit,
    viewer: A,
    way: null,
  }),
  ...each(all, {
    says: "B's Permit = View Only does not let A work in B's place",
    grants: [gives(B, A, permits)],
    record: visit,
    viewer: A,
    way: null,
  }),
  ...each(all, {
    says: "what A gave B does not let A work in B's place",
    grants: [gives(A, B, { ...permits, ...share('permit') })],
    record: visit,
    viewer: A,
    way: null,
  }),
  ...each(all, {
    says: 'nobody grants themselves anything',
    grants: [gives(A, A, { ...permits, ...share('permit') }), gives(B, A, permits)],
    record: visit,
    viewer: A,
    way: null,
  }),
  ...each(['view', 'edit', 'delete', 'download', 'email'], {
    says: 'at a withheld place the creator keeps what exists',
    grants: [gives(B, A, share('permit'))],
    record: { ...visit, placeWithheld: true },
    viewer: A,
    way: 'whereInvited',
  }),
  ...each(['create'], {
    says: 'at a withheld place nobody but the owner creates',
    grants: [gives(B, A, share('permit'))],
    record: { ...visit, placeWithheld: true },
    viewer: A,
    way: null,
  }),
  ...each(all, {
    says: "what A withholds in B's place stays open to A",
    grants: [gives(B, A, share('permit'))],
    record: { ...visit, withheld: true },
    viewer: A,
    way: 'whereInvited',
  }),
];

/** The permit sheet's scenarios and rules.md *Permits*. */
export const permitScenarios: Scenarios = {
  kind: permit,
  needs,
  cases: [
    ...ownPlace,
    ...partnersPlace,
    ...sharedPermits,
    ...needed(needs, { record: home, viewer: A }),
    ...needed({ view: needs.view }, { grants: bothWays, record: visit, viewer: C }),
  ],
};
