import websocket from '@fastify/websocket';
import { LiveRequest } from '@standpipe/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { House } from '../house.ts';
import { refuseHandshake } from '../http/connections.ts';
import { refusalResponses } from '../http/documented.ts';
import { requireOwnPage } from '../http/origin.ts';
import { sealCursor } from '../http/paging.ts';
import { Problem } from '../http/problems.ts';
import { type Asker, loadAsker } from '../http/session.ts';
import { readStrictJson } from '../http/strict-json.ts';
import { checkBody } from '../http/validate.ts';
import { Admission } from './admission.ts';
import { Listener } from './listener.ts';
import type { Bookmark } from './position.ts';
import { boundTo } from './topics/changes.ts';

const mostSubscriptions = 50;
const mostFramesASecond = 50;

declare module 'fastify' {
  interface FastifyRequest {
    listening?: Asker;
  }
}

/** The WebSocket at /api/v1/live. Positions travel as data; of everything else it pushes ids, and clients read by HTTP. */
export async function liveRoutes(app: FastifyInstance, house: House): Promise<void> {
  await app.register(websocket, { options: { maxPayload: 64 * 1024, perMessageDeflate: false } });
  app.websocketServer.on('wsClientError', refuseHandshake);
  const admission = house.config.rateLimits ? new Admission() : null;
  app.route({
    method: 'GET',
    url: '/api/v1/live',
    config: { guard: { open: 'signedIn' }, webSocket: true },
    schema: {
      summary:
        'WebSocket: {"op":"subscribe","topic":"changes"} or "devices": what changed or went dark, by id; positions as data',
      tags: ['Live'],
      'x-guard': 'signedIn',
      response: {
        101: { type: 'null', description: 'The stream is open' },
        ...refusalResponses({
          method: 'GET',
          path: '/live',
          guard: { open: 'signedIn' },
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
  const seal = ({ tx, id, life }: Bookmark) =>
    sealCursor({ sort: 'changes', filters: { life }, key: tx, id: String(id) }, boundTo(asker), house.secret);
  const leave = admission ? admission.enter(asker) : () => {};
  if (!leave) {
    socket.close(4429, 'too many streams');
    return;
  }
  const listener = new Listener(socket, request, asker, seal);
  /** The topics whose one subscription of this socket waits for its turn. */
  const pending = new Set<string>();
  let frames = 0;
  const second = setInterval(() => {
    frames = 0;
  }, 1000);
  socket.on('close', () => {
    clearInterval(second);
    leave();
    for (const topic of [...listener.subscriptions.keys()]) listener.drop(topic);
    house.hub.leave(listener);
  });
  socket.on('error', () => socket.close());
  socket.on('message', (data: Buffer) => {
    if (++frames > mostFramesASecond) return socket.close(4429, 'too many frames');
    let frame: LiveRequest;
    try {
      frame = checkBody(LiveRequest, readStrictJson(data.toString('utf8')));
    } catch (problem) {
      const text = (problem as Error).message;
      return /not valid JSON/.test(text)
        ? socket.close(1007, 'not JSON')
        : socket.close(4400, text.slice(0, 100));
    }
    void answer(frame).catch((error: unknown) => {
      if (error instanceof Problem)
        return socket.send(JSON.stringify({ topic: frame.topic, type: 'error', code: error.code }));
      request.log.error({ err: error }, 'live');
      socket.close(1011, 'try again');
    });
  });

  async function answer(frame: LiveRequest): Promise<void> {
    const refuse = (code: string) => socket.send(JSON.stringify({ topic: frame.topic, type: 'error', code }));
    const topic = house.topics.find(frame.topic);
    if (!topic) return refuse('not_found');
    if (!listener.asker.agency) return refuse('not_allowed');
    if (listener.subscriptions.size >= mostSubscriptions && !listener.subscriptions.has(frame.topic))
      return refuse('rate_limited');
    if (pending.has(frame.topic)) return;
    pending.add(frame.topic);
    await topic.open(listener, frame).finally(() => pending.delete(frame.topic));
  }
}
