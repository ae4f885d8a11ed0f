import { permit } from '../../src/index.ts';
import { A, B, C, each, gives, needed, type Scenarios } from '../scenario.ts';

const needs = {
  view: ['FD Permits - Read'],
  create: ['FD Permits - Read', 'FD Permits - Create'],
  edit: ['FD Permits - Read', 'FD Permits - Edit'],
  delete: ['FD Permits - Read', 'FD Permits - Delete'],
} as const;

/** What a partner reads; internal notes are not among it. */
const current =
  'number addressLine location type class status description issuedOn expiresOn edition section'.split(' ');

const all = ['view', 'create', 'edit', 'delete'] as const;
const changes = ['create', 'edit', 'delete'] as const;
const statuses = ['applied', 'issued', 'expired', 'revoked', 'denied', 'closed'];
const at = { status: 'issued', withheld: false, placeWithheld: false };
const home = { ...at, parties: { author: A, placeOwner: A } };
const visit = { ...at, parties: { author: A, placeOwner: B } };
const permits = { permits: 'view' } as const;
const share = (level: 'permit' | 'fireInspection' | 'fireInspectionAndPermit') => ({
  addressShareModule: level,
});

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
  ...each(['view', 'edit', 'delete'], {
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

const aboutOurPlace = [
  ...statuses.map(
    (status) =>
      ({
        says: `Scenario 2: B views a permit in its place (${status}) when A granted Permit = View Only`,
        grants: [gives(A, B, permits)],
        record: { ...visit, status },
        viewer: B,
        action: 'view',
        way: 'sharedAboutOurPlace',
        opens: current,
      }) as const,
  ),
  ...each(['view'], {
    says: 'Scenario 2: B does not view it without that, even though B owns the place',
    record: visit,
    viewer: B,
    way: null,
  }),
  ...each(['view'], {
    says: "A's Address Share Module does not show B the permits in B's own place",
    grants: [gives(A, B, share('fireInspectionAndPermit'))],
    record: visit,
    viewer: B,
    way: null,
  }),
  ...each(changes, {
    says: "the place's owner never changes A's permit",
    grants: [gives(A, B, { ...permits, ...share('fireInspectionAndPermit') })],
    record: visit,
    viewer: B,
    way: null,
  }),
  ...each(['view'], {
    says: "a permit that A withholds is hidden from the place's owner",
    grants: [gives(A, B, permits)],
    record: { ...visit, withheld: true },
    viewer: B,
    way: null,
  }),
  ...each(['view'], {
    says: 'a withheld place does not hide permits from its own owner',
    grants: [gives(A, B, permits)],
    record: { ...visit, placeWithheld: true },
    viewer: B,
    way: 'sharedAboutOurPlace',
    opens: current,
  }),
];

const sharedHome = [
  ...statuses.map(
    (status) =>
      ({
        says: `Scenario 1: Client B views (${status}) if Client A granted Permits = View Only`,
        grants: [gives(A, B, permits)],
        record: { ...home, status },
        viewer: B,
        action: 'view',
        way: 'sharedByBoth',
        opens: current,
      }) as const,
  ),
  ...each(all, { says: 'a stranger sees and does nothing', record: home, viewer: B, way: null }),
  ...each(all, {
    says: "Address Share Module alone opens no permit of A's in A's place",
    grants: [gives(A, B, share('fireInspectionAndPermit'))],
    record: home,
    viewer: B,
    way: null,
  }),
  ...each(['view'], {
    says: 'View Only without Address Share Module is enough, whatever the troubleshooting list says',
    grants: [gives(A, B, permits)],
    record: home,
    viewer: B,
    way: 'sharedByBoth',
    opens: current,
  }),
  ...each(changes, {
    says: 'Scenario 1: Client B users cannot create, edit or delete',
    grants: [gives(A, B, { ...permits, ...share('fireInspectionAndPermit') })],
    record: home,
    viewer: B,
    way: null,
  }),
  ...each(['view'], {
    says: "B's own generosity opens nothing of A's",
    grants: [gives(B, A, { ...permits, ...share('permit') })],
    record: home,
    viewer: B,
    way: null,
  }),
  ...each(['view'], {
    says: 'Inspections = View Only shows no permits',
    grants: [gives(A, B, { inspections: 'view', address: 'view' })],
    record: home,
    viewer: B,
    way: null,
  }),
];

const threeParties = [
  ...each(['view'], {
    says: 'Scenario 3: C views when A and B both granted Permits = View Only',
    grants: [gives(A, C, permits), gives(B, C, permits)],
    record: visit,
    viewer: C,
    way: 'sharedByBoth',
    opens: current,
  }),
  ...each(['view'], {
    says: 'Scenario 3: C views when A granted Permits and B Address Share Module = Permit',
    grants: [gives(A, C, permits), gives(B, C, share('permit'))],
    record: visit,
    viewer: C,
    way: 'sharedInOpenedPlace',
    opens: current,
  }),
  ...each(['view'], {
    says: 'Scenario 3: Fire Inspection/Permit is as good',
    grants: [gives(A, C, permits), gives(B, C, share('fireInspectionAndPermit'))],
    record: visit,
    viewer: C,
    way: 'sharedInOpenedPlace',
    opens: current,
  }),
  ...each(['view'], {
    says: "Fire Inspection from the place's owner is not enough",
    grants: [gives(A, C, permits), gives(B, C, share('fireInspection'))],
    record: visit,
    viewer: C,
    way: null,
  }),
  ...each(['view'], {
    says: "A's grant alone does not show C what is in B's place",
    grants: [gives(A, C, permits)],
    record: visit,
    viewer: C,
    way: null,
  }),
  ...each(['view'], {
    says: "B's grants alone do not show C what A made",
    grants: [gives(B, C, { ...permits, ...share('permit') })],
    record: visit,
    viewer: C,
    way: null,
  }),
  ...each(['view'], {
    says: "A's Address Share Module is not A's Permit setting",
    grants: [gives(A, C, share('permit')), gives(B, C, { ...permits, ...share('permit') })],
    record: visit,
    viewer: C,
    way: null,
  }),
  ...each(changes, {
    says: 'C never changes it',
    grants: [
      gives(A, C, { ...permits, ...share('permit') }),
      gives(B, C, { ...permits, ...share('permit') }),
    ],
    record: visit,
    viewer: C,
    way: null,
  }),
  ...each(['view'], {
    says: "chaining: A invites B, B shows C its permits, and C still sees none in A's places",
    grants: [gives(A, B, share('permit')), gives(B, C, permits)],
    record: { ...at, parties: { author: B, placeOwner: A } },
    viewer: C,
    way: null,
  }),
  ...each(['view'], {
    says: 'chaining ends when A grants C directly',
    grants: [gives(A, B, share('permit')), gives(B, C, permits), gives(A, C, permits)],
    record: { ...at, parties: { author: B, placeOwner: A } },
    viewer: C,
    way: 'sharedByBoth',
    opens: current,
  }),
];

const bothWays = [gives(A, C, permits), gives(B, C, permits)];
const openedWay = [gives(A, C, permits), gives(B, C, share('permit'))];
const withheld = [bothWays, openedWay].flatMap((grants) => [
  ...each(['view'], {
    says: 'a withheld permit is shared with nobody',
    grants,
    record: { ...visit, withheld: true },
    viewer: C,
    way: null,
  }),
  ...each(['view'], {
    says: 'a withheld place withholds the permits at it',
    grants,
    record: { ...visit, placeWithheld: true },
    viewer: C,
    way: null,
  }),
]);

/** The permit sheet's scenarios and rules.md *Permits*. */
export const permitScenarios: Scenarios = {
  kind: permit,
  needs,
  cases: [
    ...ownPlace,
    ...partnersPlace,
    ...aboutOurPlace,
    ...sharedHome,
    ...threeParties,
    ...withheld,
    ...needed(needs, { record: home, viewer: A }),
    ...needed({ view: needs.view }, { grants: bothWays, record: visit, viewer: C }),
  ],
};
