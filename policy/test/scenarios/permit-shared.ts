import { A, B, C, each, gives } from '../scenario.ts';
import { all, at, changes, current, home, permits, share, statuses, visit } from './permit-facts.ts';

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

export const bothWays = [gives(A, C, permits), gives(B, C, permits)];
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

/** What partners see of an agency's permits, and what they never do. */
export const sharedPermits = [...aboutOurPlace, ...sharedHome, ...threeParties, ...withheld];
