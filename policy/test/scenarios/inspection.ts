import { inspection } from '../../src/index.ts';
import { A, B, each, gives, needed, type Scenarios } from '../scenario.ts';
import {
  all,
  everything,
  hiddenStatuses,
  home,
  inspections,
  share,
  shownStatuses,
  visit,
} from './inspection-facts.ts';
import { sharedInspections } from './inspection-shared.ts';

const needs = {
  view: ['Fire Inspections - Read'],
  create: ['Fire Inspections - Read', 'Fire Inspections - Create'],
  edit: ['Fire Inspections - Read', 'Fire Inspections - Edit'],
  delete: ['Fire Inspections - Read', 'Fire Inspections - Delete'],
  download: ['Fire Inspections - Read'],
  email: ['Fire Inspections - Read'],
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

/** The inspection sheet and rules.md *Inspections*. */
export const inspectionScenarios: Scenarios = {
  kind: inspection,
  needs,
  cases: [
    ...ownPlace,
    ...partnersPlace,
    ...sharedInspections,
    ...needed(needs, { record: home, viewer: A }),
    ...needed({ view: needs.view }, { grants: [gives(A, B, inspections)], record: visit, viewer: B }),
  ],
};
