import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { makeFolder } from '../embedded.ts';
import { plant, plantPlace } from '../plant.ts';
import { openWorld, type User } from '../world.ts';
import { type Running, startServer, untilReady } from './server.ts';

/** Follows the live stream, from a token on where there is one. */
async function listen(base: string, { key }: User, token?: string) {
  const headers = { authorization: `Bearer ${key}` };
  const socket = new WebSocket(`${base.replace('http', 'ws')}/api/v1/live`, { headers });
  onTestFinished(() => socket.close());
  const frames: { type: string; token?: string }[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  await new Promise((settle, fail) => socket.on('open', settle).on('error', fail));
  socket.send(
    JSON.stringify(token ? { op: 'resume', topic: 'changes', token } : { op: 'subscribe', topic: 'changes' }),
  );
  await expect.poll(() => frames.some(({ type }) => type === 'snapshot'), { timeout: 30_000 }).toBe(true);
  return frames;
}

/** Draws numbers with commits that nobody waits for: of these a crash takes some back. */
const draw = `do $$ begin
  set synchronous_commit = off;
  for each in 1..2000 loop perform pg_current_xact_id(); commit; end loop;
end $$`;
const numberOf = async (client: pg.Client) =>
  BigInt((await client.query('select pg_snapshot_xmax(pg_current_snapshot()) as next')).rows[0].next);

/** A neighbour with two permits, and two agencies that see them. */
async function neighbours(running: Running) {
  const ends: (() => Promise<unknown>)[] = [];
  const world = await openWorld({ ...running, atEnd: (work) => void ends.push(work) });
  const [giver, taker, other] = [
    await world.agency('Giver FD'),
    await world.agency('Taker FD'),
    await world.agency('Other FD'),
  ];
  for (const each of [taker, other]) await world.grant(giver, each, { permits: 'view', address: 'view' });
  const place = await plantPlace(world, giver);
  const [permit] = [await plant(world, 'permit', giver, place), await plant(world, 'permit', giver, place)];
  for (const end of ends) await end();
  return { giver, taker, other, permit };
}

const read = async (reader: Pick<User, 'get'>) => {
  const { status, body } = await reader.get('/permits?count=exact');
  return [status, body.total, body.items?.length];
};

test('after a crash that gives numbers of transactions out again, nothing counts that was kept before it', async () => {
  const running = await startServer(makeFolder());
  const connect = async () => {
    const client = new pg.Client({ connectionString: running.ownerUrl });
    client.on('error', () => {});
    await client.connect();
    onTestFinished(() => client.end());
    return client;
  };
  const again = async (): Promise<pg.Client> => connect().catch(again);

  /** One crash; null where most of the numbers had been written down, as they are every now and then. */
  const crash = async () => {
    const scene = await neighbours(running);
    const frames = await listen(running.base, scene.other.admin);
    const victim = await connect();
    const [{ pid }] = (await victim.query('select pg_backend_pid() as pid')).rows;
    await victim.query(draw);
    // Read for the first time now, so that what is kept has seen all of these numbers.
    const readers = [scene.taker.admin, scene.other.admin];
    expect(await Promise.all(readers.map(read))).toEqual([
      [200, 2, 2],
      [200, 2, 2],
    ]);
    const before = await numberOf(victim);
    process.kill(pid, 'SIGKILL');
    const owner = await again();
    return (await numberOf(owner)) < before - 1000n ? { ...scene, frames, owner } : null;
  };
  let crashed = await crash();
  for (let tries = 1; !crashed && tries < 20; tries++) {
    await untilReady(running.base);
    crashed = await crash();
  }
  const { giver, taker, other, permit, frames, owner } = crashed!;

  await owner.query('update share_row set ended_at = now() where grantor_id = $1 and partner_id = $2', [
    giver.id,
    other.id,
  ]);
  await owner.query('update permit set withheld = true where id = $1', [permit!.id]);
  await untilReady(running.base);
  for (let each = 0; each < 3; each++) {
    expect(await read(taker.admin)).toEqual([200, 1, 1]);
    expect(await read(other.admin)).toEqual([200, 0, 0]);
  }
  await expect.poll(() => frames.map(({ type }) => type), { timeout: 30_000 }).toContain('resync');
  const { token } = frames.find(({ type }) => type === 'snapshot')!;
  const resumed = await listen(running.base, other.admin, token!);
  expect(resumed.map(({ type }) => type)).toEqual(['resync', 'snapshot']);
}, 300_000);
