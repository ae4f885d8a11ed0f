import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

test('one may narrow lists to the own agency and to those that share with it now, and to nobody else', async () => {
  const [own, giver, taker] = [
    await world.agency('Own FD'),
    await world.agency('Giver FD'),
    await world.agency('Taker FD'),
  ];
  const names = async () =>
    (await own.admin.get('/me/grantors')).body.items.map(({ name }: { name: string }) => name);
  await world.grant(own, taker, { address: 'view' });
  expect(await names()).toEqual(['Own FD']);
  await world.grant(giver, own, { permits: 'view' });
  expect(await names()).toEqual(['Own FD', 'Giver FD']);
  await world.sql.query('update agency set user_data_sharing = false where id = $1', [giver.id]);
  expect(await names()).toEqual(['Own FD']);
});
