import type { AgencyId } from '../agency.ts';
import { granted, type Kind, own, partialWay, placeOpen, recordOpen, type Viewer, way } from '../rule.ts';

type Party = 'owner';

/**
 * A profile as a partner reads it, with its own address line and point. `masked` names the sensitive fields that are
 * recorded. Sections that the owner marked as home agency only are left out of it.
 */
const profile = [
  'type',
  'name',
  'confirmedOn',
  'addressLine',
  'location',
  'occupants',
  'entry',
  'contacts',
  'pets',
  'utilities',
  'hazards',
  'masked',
];

/** May this viewer read a section of a profile? What its owner marked as home agency only is the owner's alone. */
export const isSectionOpen = (
  viewer: Viewer,
  owner: AgencyId,
  homeOnly: readonly string[],
  section: string,
): boolean => viewer.agency === owner || !homeOnly.includes(section);

/** What only a reveal, with a reason, opens to a partner: till then masked, not searched, not sorted by. */
const sensitive = ['sensitive'];

const ours = { ours: way<Party>(own('owner')) };
const shared = (fields: readonly string[]) => ({
  shared: partialWay<Party>(fields, granted('owner', 'communityConnect', 'view'), recordOpen, placeOpen),
});

/** Source: rules.md, *Client modules*. */
export const communityConnect: Kind<Party> = {
  kind: 'communityConnect',
  name: 'a Community Connect profile',
  parties: { owner: 'the agency that owns the place' },
  ownParty: 'owner',
  actions: {
    view: { needs: ['Community Connect - Read'], ways: { ...ours, ...shared(profile) } },
    create: { needs: ['Community Connect - Read', 'Community Connect - Create'], ways: ours },
    edit: { needs: ['Community Connect - Read', 'Community Connect - Edit'], ways: ours },
    delete: { needs: ['Community Connect - Read', 'Community Connect - Delete'], ways: ours },
    reveal: {
      needs: ['Community Connect - Read', 'Community Connect - Reveal'],
      ways: { ...ours, ...shared(sensitive) },
    },
  },
  notes: [
    'Sensitive fields show masked until they are revealed with a reason. A partner neither searches nor sorts by them.',
  ],
};
