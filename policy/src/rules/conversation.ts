import type { AgencyId } from '../agency.ts';
import { type Kind, mutual, own, type Subject, way } from '../rule.ts';

type Party = 'members' | 'talking';

/** Source: rules.md, *Messaging*: bidirectional takes two to begin; who closes a pair leaves, and the rest go on. */
export const conversation: Kind<Party> = {
  kind: 'conversation',
  name: 'a conversation',
  parties: {
    members: 'the agencies that are or were in it',
    talking: 'the agencies that have not left it, while there are two or more',
  },
  ownParty: 'members',
  actions: {
    view: { needs: ['Messaging - Use'], ways: { member: way<Party>(own('members')) } },
    create: {
      needs: ['Messaging - Use'],
      ways: { openBothWays: way<Party>(own('members'), mutual('messaging')) },
    },
    send: { needs: ['Messaging - Use'], ways: { talking: way<Party>(own('members'), own('talking')) } },
  },
  notes: [
    "Messaging takes two: one side's setting alone opens nothing.",
    'A member is added, or added again, as a conversation is started: once every pair is open.',
    'The agency whose own save, date or switch closes a pair leaves; the others go on, and everybody keeps reading what was delivered to them.',
    'Alone in it, nobody sends.',
  ],
};

/** Who reads a conversation and who sends to it, from who is or was in it. */
export function conversationParties(
  members: readonly { readonly agency: AgencyId; readonly left: boolean }[],
): Subject<Party>['parties'] {
  const stayed = members.filter(({ left }) => !left).map(({ agency }) => agency);
  return { members: members.map(({ agency }) => agency), talking: stayed.length > 1 ? stayed : [] };
}
