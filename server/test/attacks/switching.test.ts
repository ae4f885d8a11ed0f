import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startApp } from '../app.ts';
import { sessionOf } from '../session.ts';
import { waitingHere } from '../sheets.ts';
import { caller, openWorld, type TestAgency } from '../world.ts';

const app = await startApp();
const world = await openWorld(app);
const holders = await Promise.all(
  [1, 2].map(async () => {
    const client = new pg.Client({ connectionString: app.ownerUrl });
    await client.connect();
    return client;
  }),
);
afterAll(() => Promise.all(holders.map((each) => each.end())));

/** Changes of what an agency allows are under way until the answer is called. */
const busy = async (holder: pg.Client, agency: TestAgency) => {
  await holder.query('begin');
  await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 731))', [agency.id]);
  return () => holder.query('rollback');
};

const waiting = async () => (await world.sql.query(waitingHere)).rows.length;

test('a write whose session changes its agency meanwhile waits for what that agency is changing', async () => {
  const [first, second] = [await world.agency('First FD'), await world.agency('Second FD')];
  const elsewhere = second.admin.membershipId;
  const session = caller(app.base, { cookie: await sessionOf(app, world, first.admin) });
  await world.sql.query(
    `update membership set login_id = (select login_id from membership where id = $1) where id = $2`,
    [first.admin.membershipId, elsewhere],
  );
  const [freeFirst, freeSecond] = [await busy(holders[0]!, first), await busy(holders[1]!, second)];
  let answered = false;
  const writing = session
    .post('/places', {
      addressLine: '1 Main Street',
      city: 'Waukegan',
      state: 'IL',
      location: { type: 'Point', coordinates: [-87.84, 42.36] },
    })
    .then((answer) => {
      answered = true;
      return answer;
    });
  await expect.poll(waiting).toBe(1);
  await world.sql.query('update session set membership_id = $1 where membership_id = $2', [
    elsewhere,
    first.admin.membershipId,
  ]);
  await freeFirst();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await expect.poll(waiting).toBe(1);
  expect(answered).toBe(false);
  await freeSecond();
  expect((await writing).body.agency.id).toBe(second.id);
});
