import { expect, test, vi } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';
import { prepareDatabase } from './prepare.ts';

const app = await startApp();
const world = await openWorld(app);
vi.setConfig({ testTimeout: 60_000 });

test('a copy restored from a cluster that was further along tells of changes, and keeps what it read, from its start', async () => {
  const [giver, taker] = [await world.agency('Giver FD'), await world.agency('Taker FD')];
  await world.grant(giver, taker, { permits: 'view' });
  const place = await world.place(giver);
  const issue = () => giver.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational' });
  const notices = async () =>
    (await taker.admin.get('/notices')).body.items.map((each: { text: string }) => each.text);
  // As a dump has it: numbers of transactions that this cluster will not reach for years.
  const far = '900000000000';
  await world.sql.query(`update change_reader set tx = '${far}' where name = 'notices'`);
  await world.sql.query(`insert into change_event (tx, type) values ('${far}', 'access')`);
  await world.sql.query(`insert into sight_change values ('${far}')`);
  await issue();
  await world.sql.query(`update record_count set tx = '${far}'`);
  await prepareDatabase(app.ownerUrl, app.appUrl);
  await issue();
  // The first is told as well where another database of this cluster is in a transaction that began before it.
  await expect
    .poll(notices, { timeout: 30_000 })
    .toContainEqual(expect.stringMatching(/^Giver FD shares (1 permit|2 permits) with your agency\.$/));
  const { rows } = await world.sql.query(
    `select (select count(*)::int from sight_change where tx = '${far}') as kept,
      (select count(*)::int from record_count where tx = '${far}') as counters,
      (select count(*)::int from change_event where tx = '${far}') as events`,
  );
  expect(rows).toEqual([{ kept: 0, counters: 0, events: 0 }]);
});
