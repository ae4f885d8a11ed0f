import {
  Conversation,
  ConversationCandidates,
  ConversationPage,
  ConversationParameters,
  Message,
  MessagePage,
  MessageParameters,
  NewConversation,
  NewMember,
  NewMessage,
  ReadAnswer,
  ReadUpTo,
} from '@standpipe/contract';
import { conversation, type Kind } from '@standpipe/policy';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf, pathId } from '../http/call.ts';
import { guardOf, mount, mountCreate } from '../http/route.ts';
import {
  addMember,
  readCandidates,
  readConversation,
  readConversations,
  startConversation,
} from './conversations.service.ts';
import { markRead, readMessages, sendMessage } from './messages.service.ts';

const rule = conversation as unknown as Kind;
const tag = 'Messaging';
const view = { tag, guard: guardOf(rule, 'view') };
const send = { tag, guard: guardOf(rule, 'send') };
const start = { tag, guard: guardOf(rule, 'create') };
const notOpen = { not_allowed: 'messaging is not open both ways between every two of the agencies' };

export function conversationRoutes(app: FastifyInstance, house: House): void {
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: '/conversations',
      summary: 'Conversations your agency is or was in, the latest first',
      query: ConversationParameters,
      answers: ConversationPage,
    },
    (call, query) => readConversations(call, query),
  );
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: '/conversations/candidates',
      summary: 'Agencies with which messaging is open both ways',
      answers: ConversationCandidates,
    },
    readCandidates,
  );
  mountCreate(
    app,
    house,
    {
      ...start,
      path: '/conversations',
      summary: 'Start a conversation with other agencies',
      body: NewConversation,
      refuses: notOpen,
      answers: Conversation,
      location: (id) => `/conversations/${id}`,
    },
    (call) => startConversation(call, bodyOf(call, NewConversation)),
    readConversation,
  );
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path: '/conversations/:id',
      summary: 'Read a conversation: who is in it',
      answers: Conversation,
    },
    (call) => readConversation(call, pathId(call)),
  );
  mount(
    app,
    house,
    {
      ...start,
      method: 'POST',
      path: '/conversations/:id/members',
      summary: 'Add an agency to a conversation, or bring back one that has left',
      body: NewMember,
      refuses: { ...notOpen, conflict: 'the agency is in it already' },
      answers: Conversation,
    },
    (call) => addMember(call, pathId(call), () => bodyOf(call, NewMember)),
  );
  messageRoutes(app, house);
}

function messageRoutes(app: FastifyInstance, house: House): void {
  const path = '/conversations/:id/messages';
  mount(
    app,
    house,
    {
      ...view,
      method: 'GET',
      path,
      summary: 'Messages that were delivered to your agency',
      query: MessageParameters,
      answers: MessagePage,
    },
    (call, query) => readMessages(call, pathId(call), query),
  );
  mount(
    app,
    house,
    {
      ...send,
      method: 'POST',
      status: 201,
      path,
      summary: 'Send a message; the same clientId twice is one message',
      body: NewMessage,
      answers: Message,
    },
    (call) => sendMessage(call, pathId(call), () => bodyOf(call, NewMessage)),
  );
  mount(
    app,
    house,
    {
      ...view,
      method: 'POST',
      path: '/conversations/:id/read',
      summary: 'Say what has arrived at your device, or what you have read',
      body: ReadUpTo,
      answers: ReadAnswer,
    },
    (call) => markRead(call, pathId(call), () => bodyOf(call, ReadUpTo)),
  );
}
