import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { inLanes } from '../../test/lanes.ts';
import { sessionOf } from '../../test/session.ts';
import { caller, openWorld, type User } from '../../test/world.ts';

const app = await startApp({ STANDPIPE_RATE_LIMITS: 'on' });
const world = await openWorld(app);
const own = await world.agency('Own');
const neighbor = await world.agency('Neighbor');

const inSession = async (user: User) => caller(app.base, { cookie: await sessionOf(app, world, user) });

/** Asks so many times from this one address; how often each status came back. */
async function ask(times: number, get: () => Promise<{ readonly status: number }>) {
  const counts: Record<number, number> = {};
  await inLanes(8, [...Array(times).keys()], async () => {
    const { status } = await get();
    counts[status] = (counts[status] ?? 0) + 1;
  });
  return counts;
}

describe('behind one address', () => {
  test('a user who reads 700 times is told to wait, and nobody else is', async () => {
    const [loud, quiet] = [await inSession(own.admin), await inSession(neighbor.admin)];
    await loud.get('/me');
    const counts = await ask(700, () => loud.get('/notices'));
    expect(counts).toEqual({ 200: 600, 429: 100 });
    const refused = await loud.get('/me');
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await quiet.get('/me')).status).toBe(200);
    expect((await own.admin.get('/me')).status).toBe(200); // their key counts by itself
    const again = await inSession(own.admin);
    await again.get('/me');
    expect((await again.get('/me')).status).toBe(429); // another session of the same user
  });

  test('a key that asks 700 times is told to wait, and another key of the same user is not', async () => {
    const maker = await inSession(neighbor.admin);
    const made = await maker.post('/me/api-keys', { name: 'Second', permissions: ['FD Permits - Read'] });
    expect(made.status).toBe(201);
    const second = caller(app.base, { authorization: `Bearer ${made.body.key}` });
    await second.get('/me');
    const counts = await ask(700, () => second.get('/me'));
    expect(counts).toEqual({ 200: 600, 429: 100 });
    expect((await neighbor.admin.get('/me')).status).toBe(200);
  });

  test('credentials that are none count together, however many there are, and shut out nobody signed in', async () => {
    const signedIn = await inSession(neighbor.admin);
    await signedIn.get('/me');
    let number = 0;
    const counts = await ask(700, () =>
      caller(app.base, { authorization: `Bearer spk_none_${number++}` }).get('/me'),
    );
    expect(counts[429]).toBeGreaterThanOrEqual(100);
    expect((counts[401] ?? 0) + counts[429]!).toBe(700);
    expect((await signedIn.get('/me')).status).toBe(200);
  });
});
