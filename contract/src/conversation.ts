/** Conversations between agencies. Sources: api.md *Records*, rules.md *Messaging*. */
import { type Static, Type } from 'typebox';
import { AgencyRef, Id, line, listParameters, Nullable, oneOf, page, strict, Time } from './common.ts';

export const ConversationMember = strict({
  agency: AgencyRef,
  joinedAt: Time,
  leftAt: Type.Optional(Type.String({ format: 'date-time', description: 'Only of who has left.' })),
});

export const Conversation = strict({
  id: Id,
  subject: Nullable(Type.String()),
  members: Type.Array(ConversationMember),
  seq: Type.Integer({ description: 'The number of the last message delivered to your agency.' }),
  unread: Type.Integer(),
  canSend: Type.Boolean(),
  createdAt: Time,
  updatedAt: Time,
});
export const ConversationPage = page(Conversation);

export const NewConversation = strict({
  agencyIds: Type.Array(Id, { minItems: 1, maxItems: 50 }),
  subject: Type.Optional(Nullable(line(200))),
});
export type NewConversation = Static<typeof NewConversation>;
/** Agencies with which messaging is open both ways. */
export const ConversationCandidates = strict({ items: Type.Array(AgencyRef) });

export const NewMember = strict({ agencyId: Id });

export const Message = strict({
  id: Id,
  conversationId: Id,
  seq: Type.Integer(),
  kind: oneOf(['text', 'joined', 'left']),
  agency: AgencyRef,
  user: Nullable(strict({ id: Id, name: Type.String() })),
  text: Nullable(Type.String()),
  clientId: Nullable(Type.String()),
  writtenAt: Nullable(Time),
  sentAt: Time,
  receipts: Type.Array(strict({ agency: AgencyRef, deliveredAt: Time, readAt: Nullable(Time) })),
});
export const MessagePage = page(Message);

export const NewMessage = strict({
  text: line(4000),
  clientId: Type.String({ minLength: 1, maxLength: 100 }),
  writtenAt: Type.Optional(Nullable(Time)),
});
export type NewMessage = Static<typeof NewMessage>;

export const MessageParameters = strict({
  limit: listParameters.limit,
  cursor: listParameters.cursor,
  after: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Only later than this number, oldest first.' }),
  ),
});
export const ConversationParameters = strict({ limit: listParameters.limit, cursor: listParameters.cursor });

/** Everything up to a number has arrived at this user's device, or was read by them. */
export const ReadUpTo = strict({
  seq: Type.Integer({ minimum: 0 }),
  state: Type.Optional(oneOf(['delivered', 'read'])),
});
export type ReadUpTo = Static<typeof ReadUpTo>;
export const ReadAnswer = strict({ seq: Type.Integer(), unread: Type.Integer() });
