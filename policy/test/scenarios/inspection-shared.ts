import { A, B, C, each, gives } from '../scenario.ts';
import {
  all,
  beyondView,
  current,
  everything,
  hiddenStatuses,
  home,
  inspections,
  share,
  shownStatuses,
  visit,
} from './inspection-facts.ts';

/** The situations in which a partner sees an inspection, and the way in of each. */
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

/** What partners see of an agency's inspections, and what they never do. */
export const sharedInspections = [...seen, ...closed];
