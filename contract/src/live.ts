/** What travels on the WebSocket. Source: api.md, *Live*. */
import { type Static, Type } from 'typebox';
import { AgencyRef, Id, Nullable, oneOf, Point, strict, Time } from './common.ts';

/** What a client sends. `seq` is a token for `changes` and a number for boards. */
export const LiveRequest = strict({
  op: oneOf(['subscribe', 'resume']),
  topic: Type.String({ maxLength: 200 }),
  seq: Type.Optional(Type.Union([Type.String({ maxLength: 1000 }), Type.Integer({ minimum: 0 })])),
  token: Type.Optional(Type.String({ maxLength: 1000 })),
  bbox: Type.Optional(Type.String({ pattern: '^-?\\d+(\\.\\d+)?(,-?\\d+(\\.\\d+)?){3}$' })),
});
export type LiveRequest = Static<typeof LiveRequest>;

/** A live position as a frame carries it. */
export const LiveDevice = strict({
  id: Id,
  agency: Type.Optional(AgencyRef),
  callSign: Type.String(),
  type: Type.String(),
  location: Point,
  at: Time,
  speed: Nullable(Type.Number()),
  course: Nullable(Type.Number()),
  accuracy: Nullable(Type.Number()),
  status: Type.Optional(oneOf(['signedIn', 'signedOut'])),
  signedInAt: Type.Optional(Nullable(Time)),
  heardAt: Type.Optional(Nullable(Time)),
  notes: Type.Optional(Nullable(Type.String())),
});

/** Frames of the topic `devices`, one agency's units each: its own units say more than those of a partner. */
export const DeviceFrame = Type.Union([
  strict({
    topic: Type.Literal('devices'),
    seq: Type.Integer(),
    type: oneOf(['snapshot', 'add', 'update']),
    agency: Type.Optional(AgencyRef),
    items: Type.Array(LiveDevice),
  }),
  strict({
    topic: Type.Literal('devices'),
    seq: Type.Integer(),
    type: Type.Literal('remove'),
    ids: Type.Array(Id),
  }),
  strict({
    topic: Type.Literal('devices'),
    seq: Type.Optional(Type.Integer()),
    type: Type.Literal('closed'),
  }),
]);

/** Frames of the topic `conversations`. `seq` is the number of the conversation's last message for this reader. */
export const ConversationFrame = Type.Union([
  strict({
    topic: Type.Literal('conversations'),
    type: Type.Literal('snapshot'),
    items: Type.Array(strict({ id: Id, seq: Type.Integer() })),
  }),
  strict({
    topic: Type.Literal('conversations'),
    seq: Type.Integer(),
    type: Type.Literal('changed'),
    id: Id,
  }),
  strict({ topic: Type.Literal('conversations'), type: oneOf(['resync', 'closed']) }),
]);

/** Frames of a topic `boards/<id>`. `seq` is the number of the last entry of the board's log. */
export const BoardFrame = Type.Union([
  strict({
    topic: Type.String(),
    seq: Type.Integer(),
    type: oneOf(['snapshot', 'changed']),
    epoch: Type.Integer(),
  }),
  strict({ topic: Type.String(), type: Type.Literal('closed') }),
]);
