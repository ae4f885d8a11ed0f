import { type Kind, mutual, own, way } from '../rule.ts';

type Party = 'members';

/** Source: rules.md, *Messaging*: bidirectional takes two. If any pair closes, nobody sends; members keep reading. */
export const conversation: Kind<Party> = {
  kind: 'conversation',
  name: 'a conversation',
  parties: { members: 'the agencies in it' },
  ownParty: 'members',
  actions: {
    view: { needs: ['Messaging - Use'], ways: { member: way<Party>(own('members')) } },
    create: {
      needs: ['Messaging - Use'],
      ways: { openBothWays: way<Party>(own('members'), mutual('messaging')) },
    },
    send: {
      needs: ['Messaging - Use'],
      ways: { openBothWays: way<Party>(own('members'), mutual('messaging')) },
    },
  },
  notes: [
    "Messaging takes two: one side's setting alone opens nothing.",
    'When any pair closes, nobody sends; members keep reading what was delivered to them.',
  ],
};
