import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const [own, partner] = [await world.agency('Own FD'), await world.agency('Partner FD')];
const place = await world.place(own);
const inspector = await world.user(own, ['Fire Inspections - Read', 'Fire Inspections - Edit']);
const schedule = async (scheduledFor: string | null, assignedTo: string | null = null) =>
  (await own.admin.post('/inspections', { placeId: place.id, type: 'Annual', scheduledFor, assignedTo })).body
    .id;
const ids = async (query: string) =>
  (await own.admin.get(`/inspections?${query}`)).body.items.map((each: { id: string }) => each.id);

describe('whom an inspection can be assigned to', () => {
  test('are the active users of the own agency, by name, with the asker marked', async () => {
    const gone = await world.user(own, []);
    await world.sql.query('update membership set active = false where id = $1', [gone.membershipId]);
    await world.sql.query("update person set name = 'Zoe' where id = $1", [inspector.personId]);
    const { items } = (await inspector.get('/inspections/assignees')).body;
    expect(items).toEqual([
      { id: own.admin.membershipId, name: 'User of Own FD', you: false },
      { id: inspector.membershipId, name: 'Zoe', you: true },
    ]);
    expect((await partner.admin.get('/inspections/assignees')).body.items).toHaveLength(1);
  });

  test('is told to who may create or edit inspections, and to nobody who only reads', async () => {
    const creator = await world.user(own, ['Fire Inspections - Create']);
    const reader = await world.user(own, ['Fire Inspections - Read']);
    expect((await creator.get('/inspections/assignees')).status).toBe(200);
    expect((await reader.get('/inspections/assignees')).body).toMatchObject({
      code: 'not_allowed',
      missing: ['Fire Inspections - Create', 'Fire Inspections - Edit'],
    });
  });

  test('can be taken as they are into an inspection', async () => {
    const { items } = (await own.admin.get('/inspections/assignees')).body;
    for (const { id } of items) expect(await schedule(null, id)).toBeDefined();
  });
});

describe('a calendar', () => {
  test('reads a month in the order of its days, by inspector or what nobody has', async () => {
    const june = [
      await schedule('2031-06-30', inspector.membershipId),
      await schedule('2031-06-01'),
      await schedule('2031-06-15T14:00:00Z', own.admin.membershipId),
    ];
    await schedule('2031-07-02');
    await schedule('2031-05-30');
    const month = 'scheduledFrom=2031-06-01&scheduledTo=2031-06-30&sort=scheduledFor';
    expect(await ids(month)).toEqual([june[1], june[2], june[0]]);
    expect(await ids(`${month}&assignedTo=${inspector.membershipId}`)).toEqual([june[0]]);
    expect(await ids(`${month}&assignedTo=none`)).toEqual([june[1]]);
    expect((await own.admin.get(`/inspections?${month}&assignedTo=nobody`)).status).toBe(400);
  });
});
