import { granted, type Kind, own, partialWay, placeOpen, recordOpen, status, way } from '../rule.ts';

type Party = 'author' | 'placeOwner';

/** What a partner reads of an inspection: its current state with its own address line and point, without internal notes. */
const shared = [
  'number',
  'addressLine',
  'location',
  'type',
  'status',
  'scheduledFor',
  'startedAt',
  'completedAt',
  'assignedTo',
  'checklist',
  'violations',
  'reinspectionOf',
];

/** Only these two are shared; a change of status shows the record to partners or hides it at once. */
const shownToPartners = status('inProgress', 'completed');

const written = {
  inOurPlace: way<Party>(own('author'), own('placeOwner')),
  whereInvited: way<Party>(own('author'), granted('placeOwner', 'addressShareModule', 'fireInspection')),
};

/** Source: rules.md, *Inspections*; the inspection sheet. Strictly view-only for partners. */
export const inspection: Kind<Party> = {
  kind: 'inspection',
  name: 'an inspection',
  parties: { author: 'the agency that made it', placeOwner: 'the agency that owns the place' },
  ownParty: 'author',
  actions: {
    view: {
      needs: ['Fire Inspections - Read'],
      ways: {
        ...written,
        sharedAboutOurPlace: partialWay<Party>(
          shared,
          granted('author', 'inspections', 'view'),
          own('placeOwner'),
          shownToPartners,
          recordOpen,
        ),
        sharedByBoth: partialWay<Party>(
          shared,
          granted('author', 'inspections', 'view'),
          granted('placeOwner', 'inspections', 'view'),
          shownToPartners,
          recordOpen,
          placeOpen,
        ),
        sharedInOpenedPlace: partialWay<Party>(
          shared,
          granted('author', 'inspections', 'view'),
          granted('placeOwner', 'addressShareModule', 'fireInspection'),
          shownToPartners,
          recordOpen,
          placeOpen,
        ),
      },
    },
    create: {
      needs: ['Fire Inspections - Read', 'Fire Inspections - Create'],
      ways: {
        inOurPlace: written.inOurPlace,
        whereInvited: way<Party>(...written.whereInvited.conditions, placeOpen),
      },
    },
    edit: { needs: ['Fire Inspections - Read', 'Fire Inspections - Edit'], ways: written },
    delete: { needs: ['Fire Inspections - Read', 'Fire Inspections - Delete'], ways: written },
    download: { needs: ['Fire Inspections - Read'], ways: written },
    email: { needs: ['Fire Inspections - Read'], ways: written },
  },
  notes: [
    'Its creator and the owner of the place must both agree. An agency always agrees with itself.',
    "A change of status takes an inspection in or out of the partners' sight at once. Its own agency sees every status.",
    "A partner's access is strictly view-only: no edit, no delete, no report download, no e-mail.",
    "When the place's owner turns Address Share Module off, the creator's own inspections there are hidden from the creator. They are not deleted, and are visible again when it is turned on.",
  ],
};
