import { granted, type Kind, own, partialWay, recordOpen, signedIn, way } from '../rule.ts';

type Party = 'owner';

/** The live position; history is never shared. */
const live = ['callSign', 'type', 'location', 'at', 'speed', 'course', 'accuracy'];

const ours = { ours: way<Party>(own('owner')) };

/** Source: rules.md, *Client modules*. */
export const device: Kind<Party> = {
  kind: 'device',
  name: 'a device location',
  parties: { owner: "the unit's agency" },
  ownParty: 'owner',
  actions: {
    view: {
      needs: ['Device Locations - Read'],
      ways: {
        ...ours,
        shared: partialWay<Party>(live, granted('owner', 'deviceLocations', 'view'), signedIn, recordOpen),
      },
    },
    create: { needs: ['Device Locations - Read', 'Units - Manage'], ways: ours },
    edit: { needs: ['Device Locations - Read', 'Units - Manage'], ways: ours },
    delete: { needs: ['Device Locations - Read', 'Units - Manage'], ways: ours },
    send: { needs: ['Device Locations - Read'], ways: ours },
  },
  notes: [
    'A crew of the agency signs a unit in and out and sends its positions.',
    'Partners see where a unit is while it is signed in, never where it was.',
  ],
};
