import { once } from 'node:events';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { asSystem } from '../../src/db/system.ts';
import { eventsAfter } from '../../src/live/events.store.ts';
import { startApp } from '../app.ts';
import { sessionOf } from '../session.ts';
import { openWorld, type TestAgency, type User } from '../world.ts';

const app = await startApp();
const world = await openWorld(app);
const sockets: WebSocket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.terminate();
});

type Frame = Record<string, unknown>;
const address = `${app.base.replace('http', 'ws')}/api/v1/live`;

/** Follows `changes`, from a token on where one is given, and keeps every frame. */
async function follow(user: User, token?: unknown): Promise<Frame[]> {
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${user.key}` } });
  sockets.push(socket);
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame));
  await once(socket, 'open');
  socket.send(
    JSON.stringify({
      op: token ? 'resume' : 'subscribe',
      topic: 'changes',
      ...(token ? { seq: token } : {}),
    }),
  );
  await heard(frames, { type: 'snapshot' });
  return frames;
}

const find = (frames: readonly Frame[], wanted: Frame) =>
  frames.find((frame) => Object.entries(wanted).every(([key, value]) => frame[key] === value));

async function heard(frames: readonly Frame[], wanted: Frame): Promise<Frame> {
  await expect.poll(() => find(frames, wanted)).toBeDefined();
  return find(frames, wanted)!;
}

const permitOf = async (agency: TestAgency, placeId: string) =>
  (await agency.admin.post('/permits', { placeId, type: 'Tent', class: 'operational' })).body;

describe('the tokens of the stream', () => {
  test('say nothing of how much happens that their holder does not see', async () => {
    const [one, busy] = [await world.agency('One FD'), await world.agency('Busy FD')];
    const frames = await follow(one.admin);
    const theirs = await world.place(busy);
    for (let at = 0; at < 30; at++) await permitOf(busy, theirs.id);
    const mine = await world.place(one);
    const { token } = await heard(frames, { type: 'changed', id: mine.id });
    const { rows } = await world.sql.query(
      'select id::text, tx::text from change_event where record_id = $1',
      [mine.id],
    );
    const tokens = [frames[0]!.token, token] as string[];
    for (const text of tokens)
      for (const part of [text, ...text.split('.')].map((each) =>
        Buffer.from(each, 'base64url').toString('latin1'),
      ))
        for (const number of [`"${rows[0].id}"`, `"${rows[0].tx}"`, '"key"'])
          expect(part).not.toContain(number);
    expect(tokens[0]).toHaveLength(tokens[1]!.length);
  });
});

describe('a page of another site', () => {
  const refused = (headers: Record<string, string>) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(address, { headers });
      sockets.push(socket);
      socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
      socket.on('open', () => resolve(101));
      socket.on('error', () => {});
    });

  test.each(['Basic eDp5', 'Bearer', 'Negotiate x', ''])(
    'does not listen with somebody’s cookie by sending Authorization "%s" too',
    async (authorization) => {
      const one = await world.agency('One FD');
      const cookie = await sessionOf(app, world, one.admin);
      const headers = { cookie, ...(authorization && { authorization }) };
      expect(await refused({ ...headers, origin: app.base })).toBe(101);
      for (const origin of ['https://evil.example', 'null', `${app.base}.evil.example`])
        expect(await refused({ ...headers, origin }), origin).toBe(403);
      expect(await refused({ ...headers, 'sec-fetch-site': 'cross-site' })).toBe(403);
    },
  );
});

describe('when the database cannot say who still may listen', () => {
  test('nobody is told anything by what they were allowed before', async () => {
    const [one, two] = [await world.agency('One FD'), await world.agency('Two FD')];
    await world.grant(one, two, { permits: 'view' });
    const place = await world.place(one);
    const frames = await follow(two.admin);
    const known = await permitOf(one, place.id);
    await heard(frames, { type: 'changed', id: known.id });
    await world.sql.query(
      'update share_grant set valid = tstzrange(lower(valid), now()) where grantor_id = $1 and upper_inf(valid)',
      [one.id],
    );
    const { systemPool } = app.house.database;
    const taken = await Promise.all(
      Array.from({ length: systemPool.options.max }, () => systemPool.connect()),
    );
    await app.house.hub.accessChanged([two.id]);
    for (const client of taken) client.release();
    const hidden = await permitOf(one, place.id);
    const own = await world.place(two);
    await heard(frames, { type: 'changed', id: own.id });
    expect(find(frames, { id: hidden.id })).toBeUndefined();
    await heard(frames, { type: 'remove', id: known.id });
  });
});

describe('coming back after rights moved', () => {
  const leave = async (user: User) => {
    const { token } = await heard(await follow(user), { type: 'snapshot' });
    sockets.at(-1)!.close();
    return token;
  };

  test('by a date that passed is told to read everything anew', async () => {
    const [one, two] = [await world.agency('One FD'), await world.agency('Two FD')];
    await world.grant(one, two, { permits: 'view' });
    await world.sql.query(
      `update share_row set ends_at = now() + interval '1 second' where grantor_id = $1`,
      [one.id],
    );
    const token = await leave(two.admin);
    await expect.poll(async () => (await two.admin.get('/notices')).body.items.length).toBeGreaterThan(0);
    await heard(await follow(two.admin, token), { type: 'resync' });
  });

  test('is told so while an older transaction still runs, which hides what came later', async () => {
    const one = await world.agency('One FD');
    const token = await leave(one.admin);
    const slow = new pg.Client({ connectionString: app.ownerUrl });
    await slow.connect();
    await slow.query('begin');
    await slow.query('select pg_current_xact_id()');
    await world.sql.query(`insert into change_event (type, agencies) values ('access', array[$1::uuid])`, [
      one.id,
    ]);
    const frames = await follow(one.admin, token).finally(() => slow.end());
    expect(find(frames, { type: 'resync' })).toBeDefined();
  });
});

describe('the order of the stream', () => {
  test('is that of numbers, not of their digits, where one more digit begins', async () => {
    const { rows } = await world.sql.query(
      `insert into change_event (tx, type, kind, record_id) select tx::text::xid8, 'record', 'place', gen_random_uuid()
       from unnest(array[98, 99, 100, 101]) tx returning id::text`,
    );
    const read = await asSystem(app.house.database, (db) => eventsAfter(db, { tx: '97', id: 0 }, 4));
    expect(read.map(({ id }) => String(id))).toEqual(rows.map(({ id }) => id));
    const next = await asSystem(app.house.database, (db) => eventsAfter(db, read[1]!, 2));
    expect(next.map(({ tx }) => tx)).toEqual(['100', '101']);
  });
});
