import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const agency = await world.agency('Cut off FD');
const place = await world.place(agency);
// The application's login may end its own connections.
const killer = new pg.Client({ connectionString: app.appUrl });
await killer.connect();
afterAll(() => killer.end());

/** Has every permit wait for long: while it is written, or while that is committed. */
async function linger(when: 'writing' | 'committing'): Promise<void> {
  await world.sql.query(`create or replace function linger() returns trigger language plpgsql as $$
    begin perform pg_sleep(60); return null; end $$`);
  await world.sql.query('drop trigger if exists linger on permit');
  await world.sql.query(`create constraint trigger linger after insert on permit
    deferrable initially ${when === 'writing' ? 'immediate' : 'deferred'} for each row execute function linger()`);
}

const send = (number: string) =>
  agency.admin.post(
    '/permits',
    { placeId: place.id, type: 'Tent', class: 'operational', number },
    { headers: { 'idempotency-key': number } },
  );

test.each([
  ['writing', 'unchanged', /nothing was changed/],
  ['committing', 'unknown', /may or may not be saved.*same Idempotency-Key/],
] as const)(
  'a connection lost while %s leaves the outcome %s, and a repeat under its key makes one record',
  async (when, outcome, text) => {
    await linger(when);
    const answer = send(when);
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event = 'PgSleep'`;
    await expect.poll(async () => (await killer.query(kill)).rowCount).toBe(1);
    const { status, headers, body } = await answer;
    expect([status, body.code, body.outcome]).toEqual([503, 'unavailable', outcome]);
    expect(body.detail).toMatch(text);
    expect(headers.get('retry-after')).toBe('2');

    await world.sql.query('drop trigger linger on permit');
    const [first, second] = [await send(when), await send(when)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
  },
);

test('a read that loses its connection is told no outcome: there is none', async () => {
  await world.sql.query('begin');
  await world.sql.query('lock table permit in access exclusive mode');
  const answer = agency.admin.get('/permits');
  const kill = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and application_name = 'standpipe_viewer'`;
  await expect.poll(async () => (await killer.query(kill)).rowCount).toBeGreaterThan(0);
  await world.sql.query('rollback');
  const { status, body } = await answer;
  expect([status, body.code]).toEqual([503, 'unavailable']);
  expect(body).not.toHaveProperty('outcome');
});
