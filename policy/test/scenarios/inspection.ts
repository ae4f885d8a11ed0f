import { inspection } from '../../src/index.ts';
import { A, B, C, each, gives, needed, type Scenarios } from '../scenario.ts';

const needs = {
  view: ['Fire Inspections - Read'],
  create: ['Fire Inspections - Read', 'Fire Inspections - Create'],
  edit: ['Fire Inspections - Read', 'Fire Inspections - Edit'],
  delete: ['Fire Inspections - Read', 'Fire Inspections - Delete'],
  download: ['Fire Inspections - Read'],
  email: ['Fire Inspections - Read'],
} as const;

/** What a partner reads; internal notes are not among it. */
const current =
  'number addressLine location type status scheduledFor startedAt completedAt assignedTo checklist violations reinspectionOf'.split(
    ' ',
  );

const all = ['view', 'create', 'edit', 'delete', 'download', 'email'] as const;
const beyondView = ['create', 'edit', 'delete', 'download', 'email'] as const;
const shownStatuses = ['inProgress', 'completed'];
const hiddenStatuses = ['scheduled', 'cancelled'];
const at = { status: 'completed', withheld: false, placeWithheld: false };
const home = { ...at, parties: { author: A, placeOwner: A } };
const visit = { ...at, parties: { author: A, placeOwner: B } };
const inspections = { inspections: 'view' } as const;
const share = (level: 'permit' | 'fireInspection' | 'fireInspectionAndPermit') => ({
  addressShareModule: level,
});
const everything = {
  inspections: 'view',
  addressShareModule: 'fireInspectionAndPermit',
  permits: 'view',
} as const;

const ownPlace = [...shownStatuses, ...hiddenStatuses].flatMap((status) => [
  ...each(all, {
    says: `the agency does everything with its own inspection, ${status}`,
    record: { ...home, status },
    viewer: A,
    way: 'inOurPlace',
  }),
  ...each(all, {
    says: `where B invited A, A does everything with its own inspection, ${status}`,
    grants: [gives(B, A, share('fireInspection'))],
    record: { ...visit, status },
    viewer: A,
    way: 'whereInvited',
  }),
]);

const partnersPlace = [
  ...each(all, {
    says: 'Fire Inspection/Permit invites inspectors too',
    grants: [gives(B, A, share('fireInspectionAndPermit'))],
    record: visit,
    viewer: A,
    way: 'whereInvited',
  }),
  ...each(all, {
    says: 'an invitation for permits does not invite inspectors',
    grants: [gives(B, A, share('permit'))],
    record: visit,
    viewer: A,
    way: null,
  }),
  ...each(all, {
    says: "without an invitation A's own inspection in B's place is dark to A",
    grants: [gives(B, A, inspections)],
    record: visit,
    viewer: A,
    way: null,
  }),
  ...each(all, {
    says: 'nobody grants themselves anything',
    grants: [gives(A, A, everything), gives(B, A, inspections)],
    record: visit,
    viewer: A,
    way: null,
  }),
  ...each(['view', 'edit', 'delete', 'download', 'email'], {
    says: 'at a withheld place the creator keeps what exists',
    grants: [gives(B, A, share('fireInspection'))],
    record: { ...visit, placeWithheld: true },
    viewer: A,
    way: 'whereInvited',
  }),
  ...each(['create'], {
    says: 'at a withheld place nobody but the owner creates',
    grants: [gives(B, A, share('fireInspection'))],
    record: { ...visit, placeWithheld: true },
    viewer: A,
    way: null,
  }),
  ...each(all, {
    says: 'at its own withheld place the owner creates and works on',
    record: { ...home, placeWithheld: true },
    viewer: A,
    way: 'inOurPlace',
  }),
  ...each(all, {
    says: 'what A withholds stays open to A',
    record: { ...home, withheld: true },
    viewer: A,
    way: 'inOurPlace',
  }),
  ...each(all, {
    says: "what A withholds in B's place stays open to A",
    grants: [gives(B, A, share('fireInspection'))],
    record: { ...visit, withheld: true },
    viewer: A,
    way: 'whereInvited',
  }),
];

/** The four situations in which a partner sees an inspection, and the way in of each. */
const partners = [
  {
    who: "the place's owner, to whom A granted Inspections",
    grants: [gives(A, B, inspections)],
    record: visit,
    viewer: B,
    way: 'sharedAboutOurPlace',
  },
  {
    who: 'a partner, of what A did in its own place',
    grants: [gives(A, B, inspections)],
    record: home,
    viewer: B,
    way: 'sharedByBoth',
  },
  {
    who: "a third agency with both agencies' Inspections",
    grants: [gives(A, C, inspections), gives(B, C, inspections)],
    record: visit,
    viewer: C,
    way: 'sharedByBoth',
  },
  {
    who: "a third agency that the place's owner invited",
    grants: [gives(A, C, inspections), gives(B, C, share('fireInspection'))],
    record: visit,
    viewer: C,
    way: 'sharedInOpenedPlace',
  },
  {
    who: 'a third agency invited for both',
    grants: [gives(A, C, inspections), gives(B, C, share('fireInspectionAndPermit'))],
    record: visit,
    viewer: C,
    way: 'sharedInOpenedPlace',
  },
];

const seen = partners.flatMap(({ who, ...open }) => [
  ...shownStatuses.flatMap((status) =>
    each(['view'], {
      ...open,
      says: `${who}: ${status} is seen`,
      record: { ...open.record, status },
      opens: current,
    }),
  ),
  ...hiddenStatuses.flatMap((status) =>
    each(['view'], {
      ...open,
      says: `${who}: ${status} is not seen`,
      record: { ...open.record, status },
      way: null,
    }),
  ),
  ...each(beyondView, { ...open, says: `${who}: strictly view-only`, way: null }),
  ...each(['view'], {
    ...open,
    says: `${who}: not when withheld`,
    record: { ...open.record, withheld: true },
    way: null,
  }),
]);

const closed = [
  ...partners
    .filter(({ way }) => way !== 'sharedAboutOurPlace')
    .flatMap(({ who, ...open }) =>
      each(['view'], {
        ...open,
        says: `${who}: not at a withheld place`,
        record: { ...open.record, placeWithheld: true },
        way: null,
      }),
    ),
  ...each(['view'], {
    says: 'a withheld place does not hide inspections from its own owner',
    grants: [gives(A, B, inspections)],
    record: { ...visit, placeWithheld: true },
    viewer: B,
    way: 'sharedAboutOurPlace',
    opens: current,
  }),
  ...each(all, { says: 'a stranger sees and does nothing', record: home, viewer: B, way: null }),
  ...each(['view'], {
    says: "owning the place shows nothing without A's Inspections setting",
    grants: [gives(A, B, share('fireInspectionAndPermit'))],
    record: visit,
    viewer: B,
    way: null,
  }),
  ...each(['view'], {
    says: 'Permit = View Only shows no inspections',
    grants: [gives(A, B, { permits: 'view' })],
    record: home,
    viewer: B,
    way: null,
  }),
  ...each(['view'], {
    says: "A's grant alone does not show C what is in B's place",
    grants: [gives(A, C, everything)],
    record: visit,
    viewer: C,
    way: null,
  }),
  ...each(['view'], {
    says: "B's grants alone do not show C what A did",
    grants: [gives(B, C, everything)],
    record: visit,
    viewer: C,
    way: null,
  }),
  ...each(['view'], {
    says: "A's invitation is not A's Inspections setting",
    grants: [gives(A, C, share('fireInspectionAndPermit')), gives(B, C, everything)],
    record: visit,
    viewer: C,
    way: null,
  }),
  ...each(['view'], {
    says: "an invitation for permits does not open the place's inspections",
    grants: [gives(A, C, inspections), gives(B, C, share('permit'))],
    record: visit,
    viewer: C,
    way: null,
  }),
  ...each(['view'], {
    says: 'nothing chains: what A gives B and B gives C shows C nothing',
    grants: [gives(A, B, everything), gives(B, C, everything)],
    record: home,
    viewer: C,
    way: null,
  }),
  ...each(beyondView, {
    says: 'no setting whatever lets a partner write, download or send',
    grants: [gives(A, C, everything), gives(B, C, everything)],
    record: visit,
    viewer: C,
    way: null,
  }),
  ...each(beyondView, {
    says: "nor the place's owner",
    grants: [gives(A, B, everything)],
    record: visit,
    viewer: B,
    way: null,
  }),
];

/** The inspection sheet and rules.md *Inspections*. */
export const inspectionScenarios: Scenarios = {
  kind: inspection,
  needs,
  cases: [
    ...ownPlace,
    ...partnersPlace,
    ...seen,
    ...closed,
    ...needed(needs, { record: home, viewer: A }),
    ...needed({ view: needs.view }, { grants: [gives(A, B, inspections)], record: visit, viewer: B }),
  ],
};
