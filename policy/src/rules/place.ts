import { granted, type Kind, own, partialWay, recordOpen, way } from '../rule.ts';

type Party = 'owner';

/** The whole address record. The owner's internal notes are not part of it. */
const addressRecord = [
  'addressLine',
  'unit',
  'city',
  'state',
  'zip',
  'location',
  'locationSource',
  'name',
  'occupancyType',
  'constructionType',
  'stories',
  'yearBuilt',
  'floorAreaSqFt',
];

/** What an agency that is invited to inspect or permit needs to find the address, and no more. */
const doorstep = ['addressLine', 'location', 'occupancyType'];

const ours = { ours: way<Party>(own('owner')) };

/** Source: rules.md, *Client modules*. */
export const place: Kind<Party> = {
  kind: 'place',
  name: 'a place',
  parties: { owner: 'the agency that owns it' },
  ownParty: 'owner',
  actions: {
    view: {
      needs: ['Addresses - Read'],
      ways: {
        ...ours,
        sharedAddress: partialWay<Party>(addressRecord, granted('owner', 'address', 'view'), recordOpen),
        openedForPermits: partialWay<Party>(
          doorstep,
          granted('owner', 'addressShareModule', 'permit'),
          recordOpen,
        ),
        openedForInspections: partialWay<Party>(
          doorstep,
          granted('owner', 'addressShareModule', 'fireInspection'),
          recordOpen,
        ),
      },
    },
    create: { needs: ['Addresses - Read', 'Addresses - Create'], ways: ours },
    edit: { needs: ['Addresses - Read', 'Addresses - Edit'], ways: ours },
    delete: { needs: ['Addresses - Read', 'Addresses - Delete'], ways: ours },
  },
  notes: [
    "A partner never changes a place. Its internal notes are nobody's but the owner's.",
    "A withheld place also withholds everything at it, from all but its owner and each record's creator.",
  ],
};
