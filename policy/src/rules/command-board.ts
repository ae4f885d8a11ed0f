import { granted, holder, type Kind, own, partialWay, recordOpen, way } from '../rule.ts';

type Party = 'owner';

/** A board as a partner reads it. A partner's unit on it is a call sign, never a position. */
const board = ['incidentName', 'type', 'location', 'status', 'holder', 'epoch', 'items', 'entries'];

/** What a partner in command works on. Holder and epoch change only by a transfer; to close the board is its owner's. */
const work = ['incidentName', 'type', 'location', 'items', 'entries'];

const ours = { ours: way<Party>(own('owner')) };

/** Source: rules.md, *Command*. Exactly one agency holds command; all others, the owner included, read. */
export const commandBoard: Kind<Party> = {
  kind: 'commandBoard',
  name: 'a command board',
  parties: { owner: 'the agency whose board it is' },
  ownParty: 'owner',
  actions: {
    view: {
      needs: ['Incident Commands - Read'],
      ways: { ...ours, shared: partialWay<Party>(board, granted('owner', 'command', 'view'), recordOpen) },
    },
    create: { needs: ['Incident Commands - Read', 'Incident Commands - Create'], ways: ours },
    edit: {
      needs: ['Incident Commands - Read', 'Incident Commands - Update'],
      ways: {
        inCommand: way<Party>(own('owner'), holder),
        transferredToUs: partialWay<Party>(work, granted('owner', 'command', 'transfer'), holder, recordOpen),
      },
    },
    assume: {
      needs: ['Incident Commands - Read', 'Incident Commands - Update'],
      ways: {
        ...ours,
        entrusted: partialWay<Party>(['holder'], granted('owner', 'command', 'transfer'), recordOpen),
      },
    },
    takeBack: { needs: ['Incident Commands - Read', 'Incident Commands - Update'], ways: ours },
  },
  notes: [
    'Exactly one agency holds command at every moment. Any of its users with the permission writes; all others, the owner included, read.',
    'When the grant falls, command returns to the owner at the same moment. The owner can take it back at any time.',
    "A partner's unit on a board is a call sign, never a position.",
  ],
};
