/** Bad input to the live socket, and connections that break off. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startApp } from './app.ts';
import { setScene } from './bad-input.fixture.ts';
import { stateOf } from './state.ts';
import { openWorld, type User } from './world.ts';

const app = await startApp();
const world = await openWorld(app);
const { own, partner, ids, fresh } = await setScene(world);
const address = `${app.base.replace('http', 'ws')}/api/v1/live`;
const sockets: WebSocket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.terminate();
});

type Frame = Record<string, unknown>;

interface Ear {
  readonly socket: WebSocket;
  readonly frames: Frame[];
  readonly closed: Promise<number>;
}

async function listen(user: User = own.admin): Promise<Ear> {
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${user.key}` } });
  sockets.push(socket);
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await once(socket, 'open');
  return { socket, frames, closed };
}

const heard = (ear: Ear, type: string) =>
  expect.poll(() => ear.frames.find((each) => each.type === type)).toBeDefined();
const subscribe = '{"op":"subscribe","topic":"changes"}';

/** Why the upgrade was refused. */
function refused(headers: Record<string, string>): Promise<{ status: number; type: string; body: Frame }> {
  return new Promise((resolve) => {
    const socket = new WebSocket(address, { headers });
    socket.on('error', () => {});
    socket.on('unexpected-response', (_request, answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: String(answer.headers['content-type']),
          body: JSON.parse(text) as Frame,
        }),
      );
    });
  });
}

describe('an upgrade', () => {
  test.each([
    ['without a credential', {}, 401, 'unauthenticated'],
    ['with a key that is none', { authorization: 'Bearer spk_none' }, 401, 'unauthenticated'],
    [
      'from another page',
      { origin: 'https://evil.example', cookie: 'standpipe.session_token=x.y' },
      403,
      'not_allowed',
    ],
    ['from no page', { origin: 'null', cookie: 'standpipe.session_token=x.y' }, 403, 'not_allowed'],
  ])('%s is refused in the words of every refusal', async (_what, headers, status, code) => {
    const answer = await refused(headers as Record<string, string>);
    expect(answer).toMatchObject({ status, body: { status, code, requestId: expect.any(String) } });
    expect(answer.type).toContain('application/problem+json');
  });
});

describe('a frame', () => {
  test.each([
    ['that is no JSON', '{', 1007],
    ['that is a list', '[]', 4400],
    ['with an op that is none', '{"op":"shout","topic":"changes"}', 4400],
    ['without a topic', '{"op":"subscribe"}', 4400],
    ['with a field that is none', '{"op":"subscribe","topic":"changes","agency":"x"}', 4400],
    ['with a key twice', '{"op":"subscribe","topic":"changes","topic":"devices"}', 4400],
    ['with a prototype key', '{"op":"subscribe","topic":"changes","__proto__":{}}', 4400],
    ['nested 200 deep', `{"op":${'['.repeat(200)}${']'.repeat(200)}}`, 4400],
    ['with NUL', '{"op":"subscribe","topic":"a\\u0000"}', 4400],
    ['of 2 MB', JSON.stringify({ op: 'subscribe', topic: 'x'.repeat(2 * 1024 * 1024) }), 1009],
  ])('%s closes the socket, and nothing is stored', async (_what, text, code) => {
    const before = await stateOf(world);
    const ear = await listen();
    ear.socket.send(text);
    expect(await ear.closed).toBe(code);
    expect(ear.frames).toEqual([]);
    expect(await stateOf(world)).toEqual(before);
  });

  test('a thousand in a second close the socket, and other listeners hear on', async () => {
    const [flood, calm] = [await listen(), await listen(partner.admin)];
    calm.socket.send(subscribe);
    for (let at = 0; at < 1000; at++) flood.socket.send(subscribe);
    expect(await flood.closed).toBe(4429);
    await heard(calm, 'snapshot');
    await own.admin.post('/permits', fresh('permits'));
    await heard(calm, 'changed');
  });

  test('about a board or a topic that is not there is an error on that topic alone', async () => {
    const ear = await listen();
    for (const topic of [`boards/${ids.permits}`, 'boards/none', 'nothing'])
      ear.socket.send(JSON.stringify({ op: 'subscribe', topic }));
    await expect.poll(() => ear.frames.length).toBe(3);
    for (const frame of ear.frames) expect(frame).toMatchObject({ type: 'error', code: 'not_found' });
    ear.socket.send(subscribe);
    await heard(ear, 'snapshot');
  });
});

describe('coming back', () => {
  const resume = async (token: unknown, user: User = own.admin) => {
    const ear = await listen(user);
    ear.socket.send(JSON.stringify({ op: 'resume', topic: 'changes', seq: token }));
    await heard(ear, 'snapshot');
    return ear.frames.map((each) => each.type);
  };

  test('by a token that was made up, altered, of somebody else, or behind what is kept is told to read anew', async () => {
    const ear = await listen();
    ear.socket.send(subscribe);
    await heard(ear, 'snapshot');
    const token = String(ear.frames.at(-1)!.token);
    expect(await resume(token)).toEqual(['snapshot']);
    const altered = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const bad of ['x', '', altered, 'x'.repeat(1000)])
      expect(await resume(bad)).toEqual(['resync', 'snapshot']);
    expect(await resume(token, partner.admin)).toEqual(['resync', 'snapshot']);
    await world.sql.query(
      `insert into change_reader (name, tx, id) values ('trimmed', pg_current_xact_id(), 9)
       on conflict (name) do update set tx = excluded.tx, id = excluded.id`,
    );
    expect(await resume(token)).toEqual(['resync', 'snapshot']);
  });
});

describe('a request that breaks off', () => {
  test('in the middle of its body stores nothing, and the server goes on', async () => {
    const before = await stateOf(world);
    const body = JSON.stringify(fresh('permits'));
    const { hostname, port } = new URL(app.base);
    const head = [
      'POST /api/v1/permits HTTP/1.1',
      `Host: ${hostname}:${port}`,
      `Authorization: Bearer ${own.admin.key}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ];
    for (const share of [0, 0.5, 0.99]) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, Math.floor(body.length * share))}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.destroy();
    }
    expect((await own.admin.get('/me')).status).toBe(200);
    expect(await stateOf(world)).toEqual(before);
  });
});
