import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { WebSocket } from 'ws';
import type { House } from '../house.ts';
import { refuseHandshake } from '../http/connections.ts';
import { refusalResponses } from '../http/documented.ts';
import { requireOwnPage } from '../http/origin.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { Problem } from '../http/problems.ts';
import { type Asker, loadAsker } from '../http/session.ts';
import { readStrictJson } from '../http/strict-json.ts';
import { checkBody } from '../http/validate.ts';
import { Admission } from './admission.ts';
import { Listener } from './listener.ts';
import type { Bookmark } from './position.ts';

const Frame = Type.Object(
  {
    op: Type.Unsafe<'subscribe' | 'resume'>({ type: 'string', enum: ['subscribe', 'resume'] }),
    topic: Type.String({ maxLength: 200 }),
    seq: Type.Optional(Type.String({ maxLength: 1000 })),
    token: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
);

const mostFramesASecond = 50;

declare module 'fastify' {
  interface FastifyRequest {
    listening?: Asker;
  }
}

/** The WebSocket at /api/v1/live. It pushes ids; clients read through the ordinary door. */
export async function liveRoutes(app: FastifyInstance, house: House): Promise<void> {
  await app.register(websocket, { options: { maxPayload: 64 * 1024, perMessageDeflate: false } });
  app.websocketServer.on('wsClientError', refuseHandshake);
  const admission = house.config.rateLimits ? new Admission() : null;
  app.route({
    method: 'GET',
    url: '/api/v1/live',
    config: { door: { open: 'signedIn' }, webSocket: true },
    schema: {
      summary: 'WebSocket: {"op":"subscribe","topic":"changes"}; frames tell ids that changed or went dark',
      tags: ['Live'],
      'x-door': 'signedIn',
      response: {
        101: { type: 'null', description: 'The stream is open' },
        ...refusalResponses({
          method: 'GET',
          path: '/live',
          door: { open: 'signedIn' },
          refuses: { invalid: 'it is no WebSocket', not_allowed: 'another site makes a browser open it' },
        }),
      },
    } as object,
    preValidation: async (request) => {
      requireOwnPage(house.config, request);
      request.listening = await house.database.viewer
        .transaction()
        .execute((db) => loadAsker(db, request, house.secret));
      request.askedBy = request.listening;
    },
    handler: async () => {
      throw new Problem('invalid', 'This path speaks WebSocket only.');
    },
    wsHandler: (socket, request) => listen(house, socket, request, request.listening!, admission),
  });
}

function listen(
  house: House,
  socket: WebSocket,
  request: FastifyRequest,
  asker: Asker,
  admission: Admission | null,
): void {
  const bound = () => `changes:${asker.person.id}:${asker.membershipId}`;
  const seal = ({ tx, id, life }: Bookmark) =>
    sealCursor({ sort: 'changes', filters: { life }, key: tx, id: String(id) }, bound(), house.secret);
  const leave = admission ? admission.enter(asker) : () => {};
  if (!leave) {
    socket.close(4429, 'too many streams');
    return;
  }
  const listener = new Listener(socket, request, asker, seal);
  /** The one subscription of this socket that waits for its turn; what is asked meanwhile is the same. */
  let pending = false;
  let frames = 0;
  const second = setInterval(() => {
    frames = 0;
  }, 1000);
  socket.on('close', () => {
    clearInterval(second);
    leave();
    house.hub.leave(listener);
  });
  socket.on('error', () => socket.close());
  socket.on('message', (data: Buffer) => {
    if (++frames > mostFramesASecond) return socket.close(4429, 'too many frames');
    let frame: { op: 'subscribe' | 'resume'; topic: string; seq?: string; token?: string };
    try {
      frame = checkBody(Frame, readStrictJson(data.toString('utf8')));
    } catch (problem) {
      const text = (problem as Error).message;
      return /not valid JSON/.test(text)
        ? socket.close(1007, 'not JSON')
        : socket.close(4400, text.slice(0, 100));
    }
    void answer(frame).catch((error: unknown) => {
      request.log.error({ err: error }, 'live');
      socket.close(1011, 'try again');
    });
  });

  async function follow(from: Bookmark | null): Promise<void> {
    pending = true;
    await house.hub.follow(listener, from).finally(() => {
      pending = false;
    });
  }

  async function answer(frame: { op: string; topic: string; seq?: string; token?: string }): Promise<void> {
    if (frame.topic !== 'changes') {
      socket.send(JSON.stringify({ topic: frame.topic, type: 'error', code: 'not_found' }));
      return;
    }
    if (listener.following || pending) return;
    if (!listener.asker.agency) {
      socket.send(JSON.stringify({ topic: 'changes', type: 'error', code: 'not_allowed' }));
      return;
    }
    const token = frame.seq ?? frame.token;
    if (frame.op === 'subscribe' || token === undefined) return follow(null);
    try {
      const { key, id, filters } = openCursor(token, bound(), house.secret);
      await follow({ tx: String(key), id: Number(id), life: filters.life ?? '' });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      listener.send({ type: 'resync' });
      await follow(null);
    }
  }
}
