import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';
import { paced } from './connections.ts';

const app = await startApp();
const world = await openWorld(app);
const own = await world.agency('Own');
const { hostname, port } = new URL(app.base);

/** Sends text over a connection of its own and answers with all that comes back before it ends. */
async function raw(text: string, socket: Socket = connect(Number(port), hostname)): Promise<string> {
  let heard = '';
  socket.on('data', (chunk) => {
    heard += chunk;
  });
  socket.on('error', () => {});
  socket.write(text);
  await once(socket, 'close');
  return heard;
}

const head = (line: string, ...headers: string[]) =>
  `${[line, `Host: ${hostname}`, ...headers].join('\r\n')}\r\n\r\n`;

function expectProblem(answer: string, status: number, code: string): void {
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
  const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')).replace(/^[^{]*|[^}]*$/g, ''));
  expect(body).toMatchObject({ status, code, requestId: expect.any(String) });
}

describe('a connection is answered with a problem', () => {
  test.each([
    [
      'headers of 40 KB',
      head('GET /healthz HTTP/1.1', `X-A: ${'a'.repeat(40_000)}`),
      431,
      'headers_too_large',
    ],
    ['text that is no HTTP', 'hello there\r\n\r\n', 400, 'invalid'],
    ['a method that nobody knows', head('BREW /healthz HTTP/1.1'), 400, 'invalid'],
    ['a length that is none', head('POST /api/v1/permits HTTP/1.1', 'Content-Length: x'), 400, 'invalid'],
    ['an expectation', head('POST /healthz HTTP/1.1', 'Expect: tea', 'Connection: close'), 400, 'invalid'],
    ['a wish for a proxy', head('CONNECT example.org:443 HTTP/1.1'), 405, 'method_not_allowed'],
    [
      'a WebSocket handshake without its key',
      head(
        'GET /api/v1/live HTTP/1.1',
        `Authorization: Bearer ${own.admin.key}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
      ),
      400,
      'invalid',
    ],
    [
      'a WebSocket handshake to a path that speaks none',
      head(
        'GET /nowhere HTTP/1.1',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ),
      400,
      'invalid',
    ],
  ])('that sends %s', async (_what, text, status, code) => {
    expectProblem(await raw(text), status, code);
  });
});

describe('who sends slowly is let go', () => {
  const drip = (socket: Socket) => {
    const timer = setInterval(() => socket.write(' '), 500);
    socket.on('close', () => clearInterval(timer));
    return socket;
  };

  test('a body, headers, an unknown path and a path without sign-in, all within half a minute', async () => {
    const length = 'Content-Length: 100000';
    const json = 'Content-Type: application/json';
    const post = (path: string) => head(`POST ${path} HTTP/1.1`, length, json);
    const started = performance.now();
    const [permit, reset, nowhere, headers] = await Promise.all([
      raw(
        head('POST /api/v1/permits HTTP/1.1', length, json, `Authorization: Bearer ${own.admin.key}`),
        drip(connect(Number(port), hostname)),
      ),
      raw(post('/api/auth/request-password-reset'), drip(connect(Number(port), hostname))),
      raw(post('/api/v1/nowhere'), drip(connect(Number(port), hostname))),
      raw('GET /healthz HTTP/1.1\r\nX-A: ', drip(connect(Number(port), hostname))),
    ]);
    expectProblem(permit, 408, 'request_timeout');
    expectProblem(reset, 408, 'request_timeout');
    expect(nowhere).toMatch(/^HTTP\/1.1 (404|408) /);
    expectProblem(headers, 408, 'request_timeout');
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  test('a body that nobody reads ends without a fault', async () => {
    const body = new PassThrough();
    const through = paced(body, { grace: 10, rate: 1000 });
    await new Promise((resolve) => through.on('close', resolve));
    expect(through.errored).toMatchObject({ code: 'request_timeout' });
  });

  test('a body that keeps the pace comes whole, however long it takes', async () => {
    const body = new PassThrough();
    const through = paced(body, { grace: 20, rate: 1000 });
    const pieces: Buffer[] = [];
    through.on('data', (piece: Buffer) => pieces.push(piece));
    for (let at = 0; at < 10; at++) {
      body.write(Buffer.alloc(100_000));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    body.end();
    await once(through, 'end');
    expect(Buffer.concat(pieces)).toHaveLength(1_000_000);
  });
});

test('a full disk is 503 with Retry-After, and nothing was changed', async () => {
  await world.sql.query(`
    create function full_disk() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
    create trigger full_disk before insert on role for each row execute function full_disk();`);
  const answer = await own.admin.post('/admin/roles', { name: 'Scribe', permissions: [] });
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ code: 'unavailable', outcome: 'unchanged' });
  expect(JSON.stringify(answer.body)).not.toContain('No space left on device');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  await world.sql.query('drop trigger full_disk on role');
});

test('a server that stops answers kept connections with a problem and Retry-After', async () => {
  const other = await startApp();
  const { port: at } = new URL(other.base);
  const socket = connect(Number(at), hostname);
  await once(socket, 'connect');
  let release = () => {};
  other.app.server.once('request', () => {
    release();
  });
  const begun = new Promise<void>((resolve) => {
    release = resolve;
  });
  // The first request is still being sent when the server begins to stop; the second comes after it on the same connection.
  socket.write(
    head('POST /api/auth/sign-out HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 2'),
  );
  await begun;
  const closed = other.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const answers = await raw(`{}${head('GET /healthz HTTP/1.1')}`, socket);
  const second = answers.slice(answers.lastIndexOf('HTTP/1.1'));
  expectProblem(second, 503, 'unavailable');
  expect(second.toLowerCase()).toContain('retry-after: 5');
  await closed;
});
