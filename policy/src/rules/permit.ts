import { granted, type Kind, own, partialWay, placeOpen, recordOpen, way } from '../rule.ts';

/** Its creator and the owner of the place must both agree. An agency always agrees with itself. */
type Party = 'author' | 'placeOwner';

/** What a partner reads of a permit: its current state with its own address line and point, without internal notes. */
const shared = [
  'number',
  'addressLine',
  'location',
  'type',
  'class',
  'status',
  'description',
  'issuedOn',
  'expiresOn',
  'edition',
  'section',
  'holder',
];

const written = {
  inOurPlace: way<Party>(own('author'), own('placeOwner')),
  whereInvited: way<Party>(own('author'), granted('placeOwner', 'addressShareModule', 'permit')),
};

/** Source: rules.md, *Permits*; the permit sheet's three scenarios. */
export const permit: Kind<Party> = {
  kind: 'permit',
  name: 'a permit',
  parties: { author: 'the agency that made it', placeOwner: 'the agency that owns the place' },
  ownParty: 'author',
  actions: {
    view: {
      needs: ['FD Permits - Read'],
      ways: {
        ...written,
        sharedAboutOurPlace: partialWay<Party>(
          shared,
          granted('author', 'permits', 'view'),
          own('placeOwner'),
          recordOpen,
        ),
        sharedByBoth: partialWay<Party>(
          shared,
          granted('author', 'permits', 'view'),
          granted('placeOwner', 'permits', 'view'),
          recordOpen,
          placeOpen,
        ),
        sharedInOpenedPlace: partialWay<Party>(
          shared,
          granted('author', 'permits', 'view'),
          granted('placeOwner', 'addressShareModule', 'permit'),
          recordOpen,
          placeOpen,
        ),
      },
    },
    create: {
      needs: ['FD Permits - Read', 'FD Permits - Create'],
      ways: {
        inOurPlace: written.inOurPlace,
        whereInvited: way<Party>(...written.whereInvited.conditions, placeOpen),
      },
    },
    edit: { needs: ['FD Permits - Read', 'FD Permits - Edit'], ways: written },
    delete: { needs: ['FD Permits - Read', 'FD Permits - Delete'], ways: written },
    download: { needs: ['FD Permits - Read'], ways: written },
    email: { needs: ['FD Permits - Read'], ways: written },
  },
  notes: [
    'Its creator and the owner of the place must both agree. An agency always agrees with itself.',
    "When the place's owner turns Address Share Module off, the creator's own permits there are hidden from the creator. They are not deleted, and are visible again when it is turned on.",
    "Partners see permits of every status, in their current state: the holder's name, but no contact details, no fee, no history, no internal notes, no printed permit and no e-mail.",
    "The place's owner and the author keep what exists at a withheld place; only the owner creates there.",
  ],
};
