import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { startApp } from '../../test/app.ts';
import { userSheet } from '../../test/sheets.ts';
import { type Answer, openWorld, type TestAgency, type User } from '../../test/world.ts';
import type { Asker } from '../http/session.ts';
import { Listener } from './listener.ts';

const app = await startApp();
const world = await openWorld(app);
const sockets: WebSocket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.close();
});

type Frame = Record<string, unknown>;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Follows `changes` as a user does, and keeps every frame. */
async function follow(user: User): Promise<Frame[]> {
  const socket = new WebSocket(`${app.base.replace('http', 'ws')}/api/v1/live`, {
    headers: { authorization: `Bearer ${user.key}` },
  });
  sockets.push(socket);
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame));
  await once(socket, 'open');
  socket.send('{"op":"subscribe","topic":"changes"}');
  await expect.poll(() => frames.some((each) => each.type === 'snapshot')).toBe(true);
  return frames;
}

const toldOf = (frames: readonly Frame[], id: string) => frames.filter((each) => each.id === id);

const permitBy = async (by: TestAgency, place: Answer['body']): Promise<Answer['body']> =>
  (await by.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational' })).body;

describe('a transaction that ends after a later one', () => {
  test('is told all the same, and the later one is not told before it', async () => {
    const one = await world.agency('One FD');
    const place = await world.place(one);
    const frames = await follow(one.admin);
    const early = await permitBy(one, place);
    // A transaction of another test may hold up the stream for a while.
    await expect.poll(() => toldOf(frames, early.id).length).toBe(1);
    frames.length = 0;
    const slow = new pg.Client({ connectionString: app.ownerUrl });
    await slow.connect();
    await slow.query('begin');
    const facts = { parties: { author: one.id, placeOwner: one.id }, status: 'applied', withheld: false };
    await slow.query(
      "insert into change_event (type, kind, record_id, before, after) values ('record', 'permit', $1, $2, $2)",
      [early.id, { ...facts, placeWithheld: false }],
    );
    const late = await permitBy(one, place);
    await pause(500); // the hub was woken; longer, and streams of other tests would wait too
    expect(toldOf(frames, late.id)).toEqual([]);
    await slow.query('commit');
    await slow.end();
    await expect.poll(() => toldOf(frames, late.id).length).toBe(1);
    expect(toldOf(frames, early.id)).toHaveLength(1);
    const order = frames.map((each) => each.id).filter((id) => id === early.id || id === late.id);
    expect(order).toEqual([early.id, late.id]);
  });
});

describe('a save that revokes', () => {
  test('is not answered while a live frame could still rest on the old grant', async () => {
    const [one, two] = [await world.agency('One FD'), await world.agency('Two FD')];
    const place = await world.place(one);
    const shared = { inspections: 'none', addressShareModule: 'none', permits: 'view' };
    const saved = await one.admin.put(
      userSheet,
      { items: [{ partnerId: two.id, levels: shared }] },
      { ifMatch: 0 },
    );
    const permit = await permitBy(one, place);
    const frames = await follow(two.admin);
    // The hub reads through the system's connections: while they are all taken it cannot judge anybody anew.
    const { systemPool } = app.house.database;
    const taken = await Promise.all(
      Array.from({ length: systemPool.options.max }, () => systemPool.connect()),
    );
    let answered = false;
    const save = one.admin.put(userSheet, { items: [] }, { ifMatch: saved.body.version }).then((answer) => {
      answered = true;
      return answer.status;
    });
    const stored = async () =>
      (
        await world.sql.query(
          'select from share_row where grantor_id = $1 and partner_id = $2 and ended_at is null',
          [one.id, two.id],
        )
      ).rows.length;
    await expect.poll(stored).toBe(0);
    for (let at = 0; at < 5; at++) await one.admin.get('/permits');
    const tooEarly = answered;
    for (const client of taken) client.release();
    expect(await save).toBe(200);
    expect(tooEarly).toBe(false);
    await expect.poll(() => toldOf(frames, permit.id)).toMatchObject([{ type: 'remove' }]);
  });
});

describe('notices of records', () => {
  test('count each record once, however often the hub looks', async () => {
    const [one, two] = [await world.agency('One FD'), await world.agency('Two FD')];
    await world.grant(one, two, { permits: 'view' });
    const place = await world.place(one);
    await permitBy(one, place);
    await permitBy(one, place);
    const counts = async () =>
      (await two.admin.get('/notices')).body.items
        .filter((each: { kind?: string }) => each.kind === 'permit')
        .map((each: { count: number }) => each.count);
    await expect.poll(counts).toEqual([2]);
    await pause(2500);
    expect(await counts()).toEqual([2]);
  });
});

describe('a listener that does not read', () => {
  test('is let go before its frames fill the server', async () => {
    const server = new WebSocketServer({ port: 0 });
    const accepted = once(server, 'connection');
    const reader = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    sockets.push(reader);
    const [socket] = (await accepted) as [WebSocket];
    await once(reader, 'open');
    reader.pause();
    const listener = new Listener(socket, undefined as never, undefined as unknown as Asker, () => '');
    let most = 0;
    for (let at = 0; at < 1000 && socket.readyState === socket.OPEN; at++) {
      listener.send({ type: 'changed', id: 'x'.repeat(32 * 1024) });
      most = Math.max(most, socket.bufferedAmount);
      if (at % 20 === 0) await pause(1);
    }
    expect(socket.readyState).not.toBe(socket.OPEN);
    expect(most).toBeLessThan(8 * 1024 * 1024);
    const closed = once(reader, 'close');
    reader.resume();
    expect((await closed)[0]).toBe(1013);
    server.close();
  });
});
