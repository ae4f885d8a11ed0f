import { expect, test } from 'vitest';
import { at, collect, from, none, permit } from '../../src/imports/fixture.permits.ts';
import { importPermits } from '../../src/imports/permits.import.ts';
import { startApp } from '../app.ts';
import { openWorld } from '../world.ts';

const app = await startApp();
const world = await openWorld(app);

test('an import does not change a permit that its agency could not: at a place whose new owner keeps it shut', async () => {
  const [maker, owner] = [await world.agency('Maker FD'), await world.agency('Owner FD')];
  const bring = (...rows: Parameters<typeof from>) => {
    const { refused, onRejected } = collect();
    return importPermits(app.house.database, maker.id, from(...rows), { onRejected }).then((tally) => ({
      tally,
      refused,
    }));
  };
  await bring(permit('1'), permit('2', at('2 W LAKE ST')));
  const mine = (await maker.admin.get('/permits?q=lake')).body.items;
  const there = mine.find(
    (each: { place: { addressLine: string } }) => each.place.addressLine === '1 W LAKE ST',
  );
  const path = `/places/${there.place.id}/transfer`;
  expect((await maker.admin.post(path, { toAgencyId: owner.id })).status).toBe(201);
  expect((await owner.admin.post(`${path}/accept`)).status).toBe(200);
  expect((await maker.admin.get(`/permits/${there.id}`)).status).toBe(404);

  const rows = [permit('1', { status: 'closed' }), permit('2', { ...at('2 W LAKE ST'), status: 'closed' })];
  const shut = await bring(...rows);
  expect(shut.tally).toEqual({ ...none, changed: 1, rejected: 1 });
  expect(shut.refused[0]?.rejected).toBe(
    'its place has another owner now, who has not opened it for permits of this agency',
  );
  const { rows: stored } = await world.sql.query('select status, version from permit where id = $1', [
    there.id,
  ]);
  expect(stored).toEqual([{ status: 'issued', version: 1 }]);

  await world.grant(owner, maker, { addressShareModule: 'permit' });
  expect((await bring(...rows)).tally).toEqual({ ...none, changed: 1, unchanged: 1 });
  expect((await maker.admin.get(`/permits/${there.id}`)).body.status).toBe('closed');
});
