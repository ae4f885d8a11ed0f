import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startApp } from '../../test/app.ts';
import { openWorld, type User } from '../../test/world.ts';

const app = await startApp({ STANDPIPE_RATE_LIMITS: 'on' });
const world = await openWorld(app);
const loud = await world.agency('Loud');
const own = await world.agency('Own');
const partner = await world.agency('Partner');
await world.grant(own, partner, { permits: 'view' });

const address = `${app.base.replace('http', 'ws')}/api/v1/live`;
const subscribe = '{"op":"subscribe","topic":"changes"}';
const resume = '{"op":"resume","topic":"changes","token":"made up"}';
const sockets = new Set<WebSocket>();
app.atEnd(async () => {
  for (const socket of sockets) socket.terminate();
});

interface Ear {
  readonly socket: WebSocket;
  readonly types: string[];
  closed: number | null;
}

async function listen(user: User): Promise<Ear> {
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${user.key}` } });
  sockets.add(socket);
  const ear: Ear = { socket, types: [], closed: null };
  socket.on('message', (data) => ear.types.push(JSON.parse(String(data)).type));
  socket.on('close', (code) => {
    ear.closed = code;
  });
  await once(socket, 'open');
  return ear;
}

test('a socket that asks 45 times before it is answered is subscribed once', async () => {
  const ear = await listen(own.admin);
  for (let at = 0; at < 45; at++) ear.socket.send(at % 2 ? subscribe : resume);
  await expect.poll(() => ear.types).toContain('snapshot');
  await own.admin.get('/me');
  expect(ear.types.filter((type) => type === 'snapshot')).toHaveLength(1);
  expect(ear.types.filter((type) => type === 'resync').length).toBeLessThanOrEqual(1);
});

test('a revocation is answered, and its listeners are told, while 60 sockets of one user send 45 frames each', async () => {
  const told = await listen(partner.admin);
  told.socket.send(subscribe);
  await expect.poll(() => told.types).toContain('snapshot');
  const permit = await own.admin.post('/permits', {
    placeId: (await world.place(own)).id,
    type: 'Tent',
    class: 'operational',
  });
  expect(permit.status).toBe(201);
  await expect.poll(() => told.types).toContain('changed');
  const ears = await Promise.all(Array.from({ length: 60 }, () => listen(loud.admin)));
  for (let at = 0; at < 45; at++) for (const { socket } of ears) socket.send(at % 2 ? subscribe : resume);
  const { version } = (await own.admin.get('/admin/user-data-sharing')).body;
  const saved = await own.admin.put('/admin/user-data-sharing', { items: [] }, { ifMatch: version });
  expect(saved.status).toBe(200);
  await expect.poll(() => told.types).toContain('remove');
  await expect.poll(() => ears.filter(({ types }) => types.includes('snapshot')).length).toBe(60);
  const snapshots = ears.flatMap(({ types }) => types.filter((type) => type === 'snapshot'));
  expect(snapshots).toHaveLength(60);
});

test('the sixty-first stream of one user is closed, another user’s is not, and one that ended makes room', async () => {
  const open = [...sockets].filter((each) => each.readyState === WebSocket.OPEN);
  const over = await listen(loud.admin);
  await expect.poll(() => over.closed).toBe(4429);
  const other = await listen(partner.admin);
  other.socket.send(subscribe);
  await expect.poll(() => other.types).toContain('snapshot');
  const one = open.at(-1)!;
  one.terminate();
  await expect
    .poll(async () => {
      const again = await listen(loud.admin);
      again.socket.send(subscribe);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return again.types;
    })
    .toContain('snapshot');
});
