import { type AgencyId, conversation, conversationParties } from '../../src/index.ts';
import { A, B, C, D, each, gives, needed, type Scenarios } from '../scenario.ts';

const needs = { view: ['Messaging - Use'], create: ['Messaging - Use'], send: ['Messaging - Use'] } as const;

const both = (a: AgencyId, b: AgencyId) => [
  gives(a, b, { messaging: 'exchange' }),
  gives(b, a, { messaging: 'exchange' }),
];
const two = { parties: { members: [A, B] } };
const three = { parties: { members: [A, B, C] }, othersMutual: true };
const sends = ['create'] as const;
const talk = { parties: { members: [A, B, C], talking: [A, B] } };

/** The client sheet and rules.md *Messaging*. */
export const conversationScenarios: Scenarios = {
  kind: conversation,
  needs,
  cases: [
    ...each(sends, {
      says: 'two agencies that both set Send and Receive talk',
      grants: both(A, B),
      record: two,
      viewer: A,
      way: 'openBothWays',
    }),
    ...each(sends, {
      says: 'one side alone is not enough: A only gave',
      grants: [gives(A, B, { messaging: 'exchange' })],
      record: two,
      viewer: A,
      way: null,
    }),
    ...each(sends, {
      says: 'one side alone is not enough: A only received',
      grants: [gives(B, A, { messaging: 'exchange' })],
      record: two,
      viewer: A,
      way: null,
    }),
    ...each(sends, {
      says: 'no other module opens a conversation',
      grants: [gives(A, B, { command: 'transfer' }), gives(B, A, { command: 'transfer' })],
      record: two,
      viewer: A,
      way: null,
    }),
    ...each(sends, {
      says: 'three talk when every pair is open',
      grants: [...both(A, B), ...both(A, C), ...both(B, C)],
      record: three,
      viewer: B,
      way: 'openBothWays',
    }),
    ...each(sends, {
      says: 'when a pair of others closes, nobody sends',
      grants: [...both(A, B), ...both(A, C)],
      record: { ...three, othersMutual: false },
      viewer: A,
      way: null,
    }),
    ...each(sends, {
      says: 'what is not known of a pair of others counts as closed',
      grants: [...both(A, B), ...both(A, C)],
      record: { parties: three.parties },
      viewer: A,
      way: null,
    }),
    ...each(sends, {
      says: "when one of one's own pairs closes, one does not send",
      grants: [...both(A, B), gives(A, C, { messaging: 'exchange' })],
      record: three,
      viewer: A,
      way: null,
    }),
    ...each(['send'], {
      says: 'who has not left sends, beside another, whatever the sheets say now',
      record: talk,
      viewer: A,
      way: 'talking',
    }),
    ...each(['send'], {
      says: 'who has left sends nothing, however open the pairs are again',
      grants: [...both(A, B), ...both(A, C), ...both(B, C)],
      record: { ...talk, othersMutual: true },
      viewer: C,
      way: null,
    }),
    ...each(['create'], {
      says: 'who still talks adds nobody while a pair is closed',
      record: talk,
      viewer: A,
      way: null,
    }),
    ...each(['send'], {
      says: 'alone nobody sends',
      record: {
        parties: conversationParties([
          { agency: A, left: false },
          { agency: B, left: true },
        ]),
      },
      viewer: A,
      way: null,
    }),
    ...each(['send'], {
      says: 'two that have not left talk on beside one that has',
      record: {
        parties: conversationParties([
          { agency: A, left: false },
          { agency: B, left: false },
          { agency: C, left: true },
        ]),
      },
      viewer: B,
      way: 'talking',
    }),
    ...each(['send'], {
      says: 'nobody talks in a conversation who is no member of it',
      record: { parties: { members: [A, B], talking: [A, B, D] } },
      viewer: D,
      way: null,
    }),
    ...each(['view'], {
      says: 'who has left keeps reading',
      record: talk,
      viewer: C,
      way: 'member',
    }),
    ...each(['view'], {
      says: 'members keep reading what was delivered, closed or not',
      record: two,
      viewer: A,
      way: 'member',
    }),
    ...each(['view', 'create', 'send'], {
      says: 'who is not in it neither reads nor sends, however open',
      grants: [...both(A, D), ...both(B, D), ...both(A, B)],
      record: { ...two, othersMutual: true },
      viewer: D,
      way: null,
    }),
    ...needed(needs, {
      grants: both(A, B),
      record: { parties: { members: [A, B], talking: [A, B] } },
      viewer: A,
    }),
  ],
};
