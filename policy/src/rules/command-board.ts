import { granted, holder, type Kind, own, partialWay, recordOpen, status, way } from '../rule.ts';

type Party = 'owner' | 'division';

/** A board as a partner reads it. A partner's unit on it is a call sign, never a position. */
const board = [
  ...['incidentName', 'type', 'location', 'strategy', 'status', 'holder', 'epoch', 'seq', 'endedAt'],
  ...['items', 'entries', 'divisions'],
];

/** What a partner in command works on. Holder and epoch change only by a transfer. */
const work = ['incidentName', 'type', 'location', 'strategy', 'items', 'entries', 'divisions'];

const open = status('open');
const transfer = granted<Party>('owner', 'command', 'transfer');
const update = ['Incident Commands - Read', 'Incident Commands - Update'] as const;

/** Source: rules.md, *Command*, *Division*, *The end*. Exactly one agency holds command; all others read. */
export const commandBoard: Kind<Party> = {
  kind: 'commandBoard',
  name: 'a command board',
  parties: {
    owner: 'the agency whose board it is',
    division: 'the agency that a division of it was handed to',
  },
  ownParty: 'owner',
  actions: {
    view: {
      needs: ['Incident Commands - Read'],
      ways: {
        ours: way<Party>(own('owner')),
        shared: partialWay<Party>(board, granted('owner', 'command', 'view'), recordOpen),
      },
    },
    create: {
      needs: ['Incident Commands - Read', 'Incident Commands - Create'],
      ways: { ours: way<Party>(own('owner')) },
    },
    edit: {
      needs: update,
      ways: {
        inCommand: way<Party>(own('owner'), holder, open),
        transferredToUs: partialWay<Party>(work, transfer, holder, recordOpen, open),
      },
    },
    workDivision: {
      needs: update,
      ways: {
        ours: partialWay<Party>(['items', 'entries'], own('division'), own('owner'), open),
        handed: partialWay<Party>(['items', 'entries'], own('division'), transfer, recordOpen, open),
      },
    },
    assume: {
      needs: update,
      ways: {
        ours: way<Party>(own('owner'), open),
        entrusted: partialWay<Party>(['holder'], transfer, recordOpen, open),
      },
    },
    takeBack: { needs: update, ways: { ours: way<Party>(own('owner'), open) } },
    restore: { needs: update, ways: { ours: way<Party>(own('owner'), status('ended')) } },
  },
  notes: [
    'Exactly one agency holds command at every moment. Any of its users with the permission writes; all others, the owner included, read.',
    'The holder may hand a division to an agency that has Command Transfer, or to the owner; that agency writes in this division and nowhere else.',
    'When the grant falls, command returns to the owner at the same moment, and no commander is named. The owner can take it back at any time.',
    'The holder ends a board; then nobody writes until its owner reopens it (restore).',
    "A partner's unit on a board is a call sign, never a position.",
  ],
};
