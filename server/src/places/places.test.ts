import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';

const app = await startApp({ STANDPIPE_LOG: 'error' });
const world = await openWorld(app);

test('a place is made', async () => {
  const a = await world.agency('A');
  const p = await world.place(a);
  console.log(p);
  const one = await a.admin.get(`/places/${p.id}`);
  expect(one.status).toBe(200);
  const list = await a.admin.get(`/places?count=exact`);
  console.log(list.body);
  const b = await world.agency('B');
  const t = await a.admin.post(`/places/${p.id}/transfer`, { toAgencyId: b.id });
  console.log(t.body);
  const acc = await b.admin.post(`/places/${p.id}/transfer/accept`, {});
  console.log(acc.body);
  console.log((await a.admin.get(`/place-transfers?count=exact`)).body);
});
