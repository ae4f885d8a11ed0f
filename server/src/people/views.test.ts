import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { sessionOf } from '../../test/session.ts';
import { openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const own = await world.agency('Own FD');
const path = '/me/views';
const view = { list: 'permits', name: 'Expiring', query: 'status=issued&sort=expiresOn' };

describe('a saved view', () => {
  test('is made, read, renamed and deleted by who saved it', async () => {
    const user = await world.user(own, []);
    const made = await user.post(path, view);
    expect(made).toMatchObject({ status: 201, body: { ...view, version: 1 } });
    expect(made.headers.get('location')).toBe(`/api/v1${path}/${made.body.id}`);
    await user.post(path, { ...view, list: 'places', name: 'Schools' });
    expect((await user.get(path)).body.items.map((each: { name: string }) => each.name)).toEqual([
      'Expiring',
      'Schools',
    ]);
    expect((await user.get(`${path}?list=places`)).body.items).toHaveLength(1);
    const at = `${path}/${made.body.id}`;
    expect((await user.patch(at, { name: 'Soon' }, { ifMatch: 1 })).body).toMatchObject({
      name: 'Soon',
      version: 2,
    });
    expect((await user.patch(at, { name: 'Late' }, { ifMatch: 1 })).status).toBe(412);
    expect((await user.patch(at, { name: 'Late' })).status).toBe(428);
    expect((await user.delete(at, { ifMatch: 2 })).status).toBe(204);
    expect((await user.get(at)).status).toBe(404);
  });

  test('is nobody else’s: not of a colleague, nor of the same login in another agency', async () => {
    const [user, colleague] = [await world.user(own, []), await world.user(own, [])];
    const { id } = (await user.post(path, view)).body;
    const elsewhere = await world.user(await world.agency('Other FD'), []);
    await sessionOf(app, world, user);
    await world.sql.query(
      'update membership set login_id = (select login_id from membership where id = $1) where id = $2',
      [user.membershipId, elsewhere.membershipId],
    );
    for (const other of [colleague, elsewhere]) {
      expect((await other.get(path)).body.items).toEqual([]);
      expect((await other.get(`${path}/${id}`)).status).toBe(404);
      expect((await other.patch(`${path}/${id}`, { name: 'Mine' }, { ifMatch: 1 })).status).toBe(404);
      expect((await other.delete(`${path}/${id}`, { ifMatch: 1 })).status).toBe(404);
    }
  });

  test('has a name of its own within its list', async () => {
    const user = await world.user(own, []);
    await user.post(path, view);
    const again = await user.post(path, { ...view, name: ' expiring ' });
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await user.post(path, { ...view, list: 'inspections' })).status).toBe(201);
  });

  test.each([
    ['of another list', { ...view, list: 'users' }],
    ['without a name', { ...view, name: ' ' }],
    ['with a query too long', { ...view, query: 'q'.repeat(2001) }],
    ['with more', { ...view, shared: true }],
  ])('%s is 400', async (_what, body) => {
    expect((await own.admin.post(path, body)).status).toBe(400);
  });

  test('is one of at most a hundred', async () => {
    const user = await world.user(own, []);
    for (let at = 0; at < 100; at++) await user.post(path, { ...view, name: `View ${at}` });
    expect((await user.post(path, view)).status).toBe(409);
  });
});
