import { granted, type Kind, own, partialWay, recordOpen, way } from '../rule.ts';

type Party = 'owner';

/** A hydrant's current state. */
const current = ['number', 'location', 'addressLine', 'type', 'status', 'ratedFlowGpm', 'flowClass', 'color'];

/** What a partner's edit may touch. Where it stands is the owner's: a partner never moves a record. */
const upkeep = ['number', 'type', 'status', 'ratedFlowGpm'];

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
  notes: ["A partner's change never changes the owner, who can restore any earlier version."],
};
