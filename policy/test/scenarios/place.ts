import { place } from '../../src/index.ts';
import { A, B, C, each, gives, needed, type Scenarios } from '../scenario.ts';

const needs = {
  view: ['Addresses - Read'],
  create: ['Addresses - Read', 'Addresses - Create'],
  edit: ['Addresses - Read', 'Addresses - Edit'],
  delete: ['Addresses - Read', 'Addresses - Delete'],
} as const;

/** The whole address record, without internal notes. */
const record =
  'addressLine unit city state zip location locationSource name occupancyType constructionType stories yearBuilt floorAreaSqFt'.split(
    ' ',
  );
const doorstep = ['addressLine', 'location', 'occupancyType'];

const all = ['view', 'create', 'edit', 'delete'] as const;
const changes = ['create', 'edit', 'delete'] as const;
const ours = { parties: { owner: A }, withheld: false };
const withheld = { ...ours, withheld: true };
const everything = {
  address: 'view',
  prePlans: 'edit',
  hydrants: 'edit',
  communityConnect: 'view',
  deviceLocations: 'view',
  command: 'transfer',
  inspections: 'view',
  permits: 'view',
  addressShareModule: 'fireInspectionAndPermit',
} as const;

/** rules.md *Client modules*, the place. */
export const placeScenarios: Scenarios = {
  kind: place,
  needs,
  cases: [
    ...each(all, { says: 'the owner does everything with its place', record: ours, viewer: A, way: 'ours' }),
    ...each(all, { says: 'also while it withholds it', record: withheld, viewer: A, way: 'ours' }),
    ...each(['view'], {
      says: 'Address = View Only shows the whole address record',
      grants: [gives(A, B, { address: 'view' })],
      record: ours,
      viewer: B,
      way: 'sharedAddress',
      opens: record,
    }),
    ...each(['view'], {
      says: 'Address Share Module = Permit shows the doorstep only',
      grants: [gives(A, B, { addressShareModule: 'permit' })],
      record: ours,
      viewer: B,
      way: 'openedForPermits',
      opens: doorstep,
    }),
    ...each(['view'], {
      says: 'Address Share Module = Fire Inspection shows the doorstep only',
      grants: [gives(A, B, { addressShareModule: 'fireInspection' })],
      record: ours,
      viewer: B,
      way: 'openedForInspections',
      opens: doorstep,
    }),
    ...each(['view'], {
      says: 'Fire Inspection/Permit shows the doorstep only',
      grants: [gives(A, B, { addressShareModule: 'fireInspectionAndPermit' })],
      record: ours,
      viewer: B,
      way: 'openedForPermits',
      opens: doorstep,
    }),
    ...each(['view'], {
      says: 'Address and Address Share Module together show the whole record',
      grants: [gives(A, B, { address: 'view', addressShareModule: 'permit' })],
      record: ours,
      viewer: B,
      way: 'sharedAddress',
      opens: record,
    }),
    ...each(['view'], {
      says: 'no other module shows a place',
      grants: [
        gives(A, B, {
          hydrants: 'edit',
          communityConnect: 'view',
          inspections: 'view',
          permits: 'view',
          prePlans: 'view',
        }),
      ],
      record: ours,
      viewer: B,
      way: null,
    }),
    ...each(all, { says: 'a stranger sees and does nothing', record: ours, viewer: B, way: null }),
    ...each(changes, {
      says: 'a partner never changes a place, whatever it was given',
      grants: [gives(A, B, everything)],
      record: ours,
      viewer: B,
      way: null,
    }),
    ...each(['view'], {
      says: 'a withheld place is not shown for Address',
      grants: [gives(A, B, { address: 'view' })],
      record: withheld,
      viewer: B,
      way: null,
    }),
    ...each(['view'], {
      says: 'a withheld place is not shown for permits',
      grants: [gives(A, B, { addressShareModule: 'permit' })],
      record: withheld,
      viewer: B,
      way: null,
    }),
    ...each(['view'], {
      says: 'a withheld place is not shown for inspections',
      grants: [gives(A, B, { addressShareModule: 'fireInspection' })],
      record: withheld,
      viewer: B,
      way: null,
    }),
    ...each(['view'], {
      says: 'nothing chains: A shows B, B shows C, and C sees nothing of A',
      grants: [gives(A, B, everything), gives(B, C, everything)],
      record: ours,
      viewer: C,
      way: null,
    }),
    ...each(['view'], {
      says: 'what B gives A shows B nothing',
      grants: [gives(B, A, everything)],
      record: ours,
      viewer: B,
      way: null,
    }),
    ...needed(needs, { record: ours, viewer: A }),
  ],
};
