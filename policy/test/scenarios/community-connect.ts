import { communityConnect } from '../../src/index.ts';
import { A, B, C, each, gives, needed, type Scenarios } from '../scenario.ts';

const needs = {
  view: ['Community Connect - Read'],
  create: ['Community Connect - Read', 'Community Connect - Create'],
  edit: ['Community Connect - Read', 'Community Connect - Edit'],
  delete: ['Community Connect - Read', 'Community Connect - Delete'],
  reveal: ['Community Connect - Read', 'Community Connect - Reveal'],
} as const;

const profile =
  'type name confirmedOn addressLine location occupants entry contacts pets utilities hazards masked'.split(
    ' ',
  );
const all = ['view', 'create', 'edit', 'delete', 'reveal'] as const;
const record = { parties: { owner: A }, withheld: false, placeWithheld: false };
const grants = [gives(A, B, { communityConnect: 'view' })];

/** The client sheet and rules.md *Client modules*, the Community Connect profile. */
export const communityConnectScenarios: Scenarios = {
  kind: communityConnect,
  needs,
  cases: [
    ...each(all, {
      says: "the place's owner does everything with its profile",
      record,
      viewer: A,
      way: 'ours',
    }),
    ...each(all, {
      says: 'also when it or its place is withheld',
      record: { ...record, withheld: true, placeWithheld: true },
      viewer: A,
      way: 'ours',
    }),
    ...each(['view'], {
      says: 'View Only shows the profile with its own address line, the sensitive fields masked',
      grants,
      record,
      viewer: B,
      way: 'shared',
      opens: profile,
    }),
    ...each(['reveal'], {
      says: 'a partner reveals the sensitive fields with its own permission',
      grants,
      record,
      viewer: B,
      way: 'shared',
      opens: ['sensitive'],
    }),
    ...each(['create', 'edit', 'delete'], {
      says: 'a partner never changes a profile',
      grants,
      record,
      viewer: B,
      way: null,
    }),
    ...each(['view', 'reveal'], {
      says: 'a withheld profile is shared with nobody',
      grants,
      record: { ...record, withheld: true },
      viewer: B,
      way: null,
    }),
    ...each(['view', 'reveal'], {
      says: 'a withheld place withholds its profile',
      grants,
      record: { ...record, placeWithheld: true },
      viewer: B,
      way: null,
    }),
    ...each(['view', 'reveal'], {
      says: 'Address and the others show no profile',
      grants: [gives(A, B, { address: 'view', prePlans: 'edit', deviceLocations: 'view' })],
      record,
      viewer: B,
      way: null,
    }),
    ...each(['view', 'reveal'], {
      says: 'nothing chains',
      grants: [...grants, gives(B, C, { communityConnect: 'view' })],
      record,
      viewer: C,
      way: null,
    }),
    ...each(all, { says: 'a stranger sees and does nothing', record, viewer: B, way: null }),
    ...needed(needs, { record, viewer: A }),
    ...needed({ view: needs.view, reveal: needs.reveal }, { grants, record, viewer: B }),
  ],
};
