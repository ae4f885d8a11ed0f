import {
  type Condition,
  granted,
  type Kind,
  own,
  partialWay,
  placeOpen,
  recordOpen,
  status,
  way,
} from '../rule.ts';

type Party = 'owner';

/** What a partner reads: the last published version. Drafts, versions and internal notes stay the owner's. */
const published = ['addressLine', 'location', 'status', 'publishedAt', 'sections', 'attachments'];

/** What a partner's edit may touch: the content. To publish, archive, withhold or move it stays the owner's. */
const content = ['sections', 'attachments'];

const readable: Condition<Party>[] = [
  granted('owner', 'address', 'view'),
  status('published'),
  recordOpen,
  placeOpen,
];
const ours = { ours: way<Party>(own('owner')) };

/** Source: rules.md, *Client modules*. `status` is that of the version a partner would read. */
export const prePlan: Kind<Party> = {
  kind: 'prePlan',
  name: 'a pre-plan',
  parties: { owner: 'the agency that owns the place' },
  ownParty: 'owner',
  actions: {
    view: {
      needs: ['Pre-Plans - Read'],
      ways: {
        ...ours,
        shared: partialWay<Party>(published, granted('owner', 'prePlans', 'view'), ...readable),
      },
    },
    create: { needs: ['Pre-Plans - Read', 'Pre-Plans - Create'], ways: ours },
    edit: {
      needs: ['Pre-Plans - Read', 'Pre-Plans - Edit'],
      ways: {
        ...ours,
        entrusted: partialWay<Party>(content, granted('owner', 'prePlans', 'edit'), ...readable),
      },
    },
    delete: { needs: ['Pre-Plans - Read', 'Pre-Plans - Delete'], ways: ours },
    publish: { needs: ['Pre-Plans - Read', 'Pre-Plans - Publish'], ways: ours },
    restore: { needs: ['Pre-Plans - Read', 'Pre-Plans - Edit'], ways: ours },
    download: { needs: ['Pre-Plans - Read'], ways: ours },
  },
  notes: [
    "A partner reads the last published version, and the status that counts here is that version's: a draft beside it hides nothing.",
    "A partner's edit becomes the published version at once, or a suggestion where the owner chose so. It never changes the owner, who can restore any earlier version.",
    "Attachments are previews for partners; originals, exports and prints are the owner's.",
  ],
};
