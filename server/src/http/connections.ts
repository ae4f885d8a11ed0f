import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, type Readable, Transform } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem, problemText } from './problems.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It opens a stream. */
    webSocket?: true;
  }
}

/** How fast a body has to arrive. */
export interface Pace {
  /** Milliseconds before anybody looks at it. */
  readonly grace: number;
  /** Bytes a second on average from then on. */
  readonly rate: number;
}

/** A small body has 15 seconds, and a photo of 5 MB that comes over a bad radio link has five minutes. */
const pace: Pace = { grace: 15_000, rate: 16 * 1024 };

/** Options of the HTTP server: the headers have 15 seconds, and a whole request has ten minutes. */
export const serverTimes = {
  requestTimeout: 600_000,
  http: { headersTimeout: 15_000, connectionsCheckingInterval: 2000 },
};

/** How long the rest of a body is read and thrown away after the answer, so that the answer is not lost. */
const lingering = 5000;

const tooSlow = () =>
  new Problem('request_timeout', 'The body came too slowly, so nothing was done. Send it again.');

/** Passes a body on and ends it with `request_timeout` once it falls behind the pace. */
export function paced(body: Readable, { grace, rate }: Pace): Readable {
  let size = 0;
  const started = performance.now();
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(null, chunk);
    },
  });
  const watch = setInterval(
    () => {
      const late = performance.now() - started - grace;
      if (late < 0 || size >= (late / 1000) * rate + 1) return;
      clearInterval(watch);
      body.unpipe(through);
      through.destroy(tooSlow());
    },
    Math.min(1000, grace),
  );
  watch.unref();
  through.on('error', () => {}); // the reader gets the error; a body that has no reader may fail without one
  through.once('close', () => clearInterval(watch));
  body.once('error', (error) => through.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded) through.destroy(new Problem('invalid', 'The request broke off.'));
  });
  return body.pipe(through);
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Answers whom the server can tell nothing through a request: the parser refused it, or it never came whole. */
export function refuseRaw(error: NodeJS.ErrnoException, socket: Socket): void {
  if (socket.writable && error.code !== 'ECONNRESET') socket.write(rawAnswer(problemOf(error.code)));
  socket.destroySoon();
}

/** Answers whose WebSocket handshake is none. */
export function refuseHandshake(error: Error, socket: Duplex): void {
  socket.end(rawAnswer(new Problem('invalid', `This is no WebSocket handshake: ${error.message}.`)));
}

function problemOf(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Problem('headers_too_large', 'The headers of the request are larger than 16 KiB.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Problem('request_timeout', 'The request came too slowly, so nothing was done. Send it again.');
  return new Problem('invalid', 'The request is not HTTP that can be read.');
}

function rawAnswer(problem: Problem): string {
  const body = problemText(problem, randomUUID());
  return [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/** Bounds how long a connection may take, and makes each refusal a problem, also those of Node's own parser. */
export function guardConnections(app: FastifyInstance): void {
  let stopping = false;
  app.addHook('preClose', async () => {
    stopping = true;
  });
  app.addHook('onRequest', async (_request, reply) => {
    if (!stopping) return;
    reply.header('connection', 'close');
    throw new Problem('unavailable', 'Standpipe is restarting; nothing was changed. Try again shortly.', {
      retryAfter: 5,
    });
  });
  app.addHook('onRequest', async (request, reply) => {
    const { config } = request.routeOptions;
    if (request.headers.upgrade?.toLowerCase() !== 'websocket' || config.webSocket) return;
    // Nobody else closes a connection that was to become a stream.
    reply.raw.once('finish', () => request.raw.socket.destroySoon());
    throw new Problem('invalid', 'This path does not speak WebSocket.');
  });
  app.addHook('preParsing', async (request, reply, payload) => {
    if (!hasBody(request)) return payload;
    const body = paced(payload as Readable, pace);
    reply.raw.once('close', () => {
      request.raw.unpipe(body as Transform);
      body.destroy();
    });
    return body as typeof payload;
  });
  app.addHook('onResponse', async (request) => {
    const { raw } = request;
    if (raw.complete || !hasBody(request)) return;
    const { socket } = raw;
    const end = setTimeout(() => {
      // A request that was injected, and came over no connection, has nothing to close.
      if (!raw.complete) (socket as Partial<typeof socket>).destroy?.();
    }, lingering);
    end.unref();
    raw.unpipe();
    raw.resume();
  });
  const server = app.server as Server;
  server.on('checkExpectation', (_request, response) => {
    const problem = new Problem('invalid', 'Expect asks for what this server does not do: leave it out.');
    response.writeHead(problem.status, { 'content-type': 'application/problem+json; charset=utf-8' });
    response.end(problemText(problem, randomUUID()));
  });
  server.on('connect', (_request, socket) => {
    socket.end(rawAnswer(new Problem('method_not_allowed', 'This server is no proxy.')));
  });
}
