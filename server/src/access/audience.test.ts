import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { plant, plantPlace } from '../../test/plant.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const ask = async (asker: TestAgency, kind: string, id: string, change?: string) => {
  const answer = await asker.admin.post('/access/audience', {
    record: { kind, id },
    ...(change && { change }),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items as {
    agency: { id: string; name: string };
    allowed: boolean | null;
    via: string | null;
    needs: string[];
    after?: boolean | null;
  }[];
};

test('the audience of a permit names every partner on the sheets, and each answer is what that partner gets', async () => {
  const us = await world.agency('Boerne FD');
  const sees = await world.agency('Comfort VFD');
  const blind = await world.agency('Kendall County');
  const place = await plantPlace(world, us);
  const permit = await plant(world, 'permit', us, place);
  await world.grant(us, sees, { permits: 'view' });
  await world.grant(us, blind, { inspections: 'view' });
  const items = await ask(us, 'permit', permit.id);
  expect(items.map(({ agency, allowed }) => [agency.name, allowed])).toEqual([
    ['Comfort VFD', true],
    ['Kendall County', false],
  ]);
  expect(items[0]).toMatchObject({ via: 'sharedByBoth', needs: [] });
  expect(items[1]!.needs).toEqual(['Boerne FD has set Permit = View Only for Kendall County']);
  expect((await sees.admin.get(`/permits/${permit.id}`)).status).toBe(200);
  expect((await blind.admin.get(`/permits/${permit.id}`)).status).toBe(404);
});

test('withholding a record is answered for before it is done', async () => {
  const us = await world.agency('Boerne FD');
  const them = await world.agency('Comfort VFD');
  const place = await plantPlace(world, us);
  await world.grant(us, them, { address: 'view' });
  expect(await ask(us, 'place', place.id, 'withheld')).toMatchObject([{ allowed: true, after: false }]);
  await world.sql.query('update place set withheld = true where id = $1', [place.id]);
  expect(await ask(us, 'place', place.id, 'shared')).toMatchObject([{ allowed: false, after: true }]);
});

test('what a third agency gives a partner is not said, only that it decides', async () => {
  const us = await world.agency('Boerne FD');
  const them = await world.agency('Comfort VFD');
  const third = await world.agency('Kendall County');
  const place = await plantPlace(world, third);
  await world.grant(third, us, { addressShareModule: 'permit' });
  const permit = await plant(world, 'permit', us, place);
  await world.grant(us, them, { permits: 'view' });
  const before = await ask(us, 'permit', permit.id);
  expect(before.find(({ agency }) => agency.id === them.id)).toMatchObject({ allowed: null, via: null });
  await world.grant(third, them, { permits: 'view' });
  expect(await ask(us, 'permit', permit.id)).toEqual(before);
});

test('who is no party to a record is refused, and what one may not see is not there', async () => {
  const us = await world.agency('Boerne FD');
  const them = await world.agency('Comfort VFD');
  const place = await plantPlace(world, us);
  const body = { record: { kind: 'place', id: place.id } };
  expect((await them.admin.post('/access/audience', body)).status).toBe(404);
  await world.grant(us, them, { address: 'view' });
  expect((await them.admin.post('/access/audience', body)).status).toBe(403);
});
