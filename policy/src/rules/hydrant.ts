import { granted, type Kind, own, partialWay, recordOpen, way } from '../rule.ts';

type Party = 'owner';

/** What a partner's edit may change. The location and the owner's own id belong to the owner: a partner never moves a record. */
const upkeep = [
  ...['number', 'castNumber', 'findIt', 'type', 'status', 'statusReason', 'statusSince', 'expectedReturnOn'],
  ...['mainSizeIn', 'deadEndMain', 'privateMain', 'sharesSprinklerSupply', 'pressureZone', 'usableInWinter'],
  ...['liftFt', 'volumeGal', 'turnaround', 'outlets', 'ratedFlowGpm', 'paintedColor', 'tests'],
];

/** A hydrant's current state, its flow tests included. */
const current = [...upkeep, 'facilityId', 'location', 'addressLine', 'flowClass', 'ratedOn', 'ratingStale'];

const ours = { ours: way<Party>(own('owner')) };

/** Source: rules.md, *Client modules*. */
export const hydrant: Kind<Party> = {
  kind: 'hydrant',
  name: 'a hydrant',
  parties: { owner: 'the agency whose hydrant it is' },
  ownParty: 'owner',
  actions: {
    view: {
      needs: ['Hydrants - Read'],
      ways: { ...ours, shared: partialWay<Party>(current, granted('owner', 'hydrants', 'view'), recordOpen) },
    },
    create: { needs: ['Hydrants - Read', 'Hydrants - Create'], ways: ours },
    edit: {
      needs: ['Hydrants - Read', 'Hydrants - Edit'],
      ways: {
        ...ours,
        entrusted: partialWay<Party>(upkeep, granted('owner', 'hydrants', 'edit'), recordOpen),
      },
    },
    delete: { needs: ['Hydrants - Read', 'Hydrants - Delete'], ways: ours },
    restore: { needs: ['Hydrants - Read', 'Hydrants - Edit'], ways: ours },
  },
  notes: [
    "A partner's change never changes the owner, who can restore any earlier version.",
    'To record a flow test (`tests`) is to edit. Tests are never changed; the newest one gives the rating.',
  ],
};
