import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { plant, plantPlace } from '../../test/plant.ts';
import { openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

test('whoever reads as a partner sees none of the partner’s own records, at its own places or at ours', async () => {
  const [us, partner] = [await world.agency('Us FD'), await world.agency('Partner FD')];
  const everything = {
    address: 'view',
    permits: 'view',
    inspections: 'view',
    addressShareModule: 'fireInspectionAndPermit',
  } as const;
  await world.grant(us, partner, everything);
  await world.grant(partner, us, everything);
  const [ours, theirs] = [await plantPlace(world, us), await plantPlace(world, partner)];
  for (const kind of ['permit', 'inspection'] as const) {
    const shown = await plant(world, kind, us, ours);
    const hidden = [await plant(world, kind, partner, theirs), await plant(world, kind, partner, ours)];
    for (const each of hidden) {
      expect((await partner.admin.get(`/${kind}s/${each.id}`)).status).toBe(200);
      expect((await us.admin.get(`/${kind}s/${each.id}`)).status).toBe(200);
    }
    const as = { headers: { 'x-view-as': partner.id } };
    for (const each of hidden) expect((await us.admin.get(`/${kind}s/${each.id}`, as)).status).toBe(404);
    const list = await us.admin.get(`/${kind}s?count=exact`, as);
    expect(list.body).toMatchObject({ total: 1, items: [{ id: shown.id, agency: { id: us.id } }] });
    const found = JSON.stringify((await us.admin.get('/search?q=planted', as)).body);
    expect(found).toContain(shown.id);
    for (const each of hidden) expect(found).not.toContain(each.id);
  }
  const as = { headers: { 'x-view-as': partner.id } };
  expect((await us.admin.get(`/places/${theirs.id}`, as)).status).toBe(404);
  expect((await us.admin.get('/places?count=exact', as)).body).toMatchObject({
    total: 1,
    items: [{ id: ours.id }],
  });
});
