import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

test('an entry names own users and the partner that it has by id; who is not of the agency is told apart', async () => {
  const [one, two] = [await world.agency('One FD'), await world.agency('Two FD')];
  const place = await world.place(one);
  const inspector = await world.user(one, ['Fire Inspections - Read']);
  const asked = { placeId: place.id, type: 'Annual', assignedTo: inspector.membershipId };
  const made = await one.admin.post('/inspections', asked);
  expect(made.status).toBe(201);
  const path = `/admin/client-data-sharing/${two.id}`;
  expect((await one.admin.put(path, { levels: { address: 'view' } }, { ifMatch: 0 })).status).toBe(200);
  const stranger = await world.user(two, []);
  await world.sql.query(
    `insert into audit_entry (agency_id, person_id, action, kind, record_id) values ($1, $2, 'link', 'agencyLink', $3)`,
    [one.id, stranger.personId, two.id],
  );
  const { body } = await one.admin.get('/audit');
  const entry = (kind: string) => body.items.find((each: { kind: string }) => each.kind === kind);
  expect(entry('inspection').names).toEqual([{ id: inspector.membershipId, name: 'User of One FD' }]);
  expect(entry('clientDataSharing').names).toEqual([{ id: two.id, name: 'Two FD' }]);
  expect(entry('clientDataSharing').user).toEqual({
    id: one.admin.personId,
    name: 'User of One FD',
    own: true,
  });
  expect(entry('agencyLink').user.own).toBe(false);
  expect(entry('agencyLink').names).toBeUndefined();
});

test("partners' views say the agency and an id, never a partner's user's name", async () => {
  const [one, two] = [await world.agency('Three FD'), await world.agency('Four FD')];
  const place = await world.place(one);
  await world.grant(one, two, { address: 'view' });
  expect((await two.admin.get(`/places/${place.id}`)).status).toBe(200);
  const { items } = (await one.admin.get('/audit/views')).body;
  expect(items[0].viewer).toEqual({
    agency: { id: two.id, name: 'Four FD', color: '#2f6f9f' },
    userId: two.admin.personId,
  });
  expect(JSON.stringify(items)).not.toContain('User of');
});
