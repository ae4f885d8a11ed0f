import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

/** A board of A with a unit; B and C have Command Transfer, and B one of two divisions. */
async function scene() {
  const [a, b, c] = [await world.agency('A FD'), await world.agency('B FD'), await world.agency('C FD')];
  for (const partner of [b, c]) await world.grant(a, partner, { command: 'transfer' });
  const { id } = (await a.admin.post('/command-boards', { incidentName: 'Main St.' })).body;
  const path = `/command-boards/${id}`;
  const made = async (under: string, body: object) => {
    const answer = await a.admin.post(`${path}/${under}`, { epoch: 1, ...body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };
  const north = await made('divisions', { name: 'North' });
  const south = await made('divisions', { name: 'South' });
  await a.admin.post(`${path}/divisions/${north.id}/hand`, { agencyId: b.id, epoch: 1 });
  const unit = (label: string, more: object = {}) => made('items', { kind: 'unit', label, crew: 4, ...more });
  const patch = (by: User, item: { id: string; version: number }, change: object) =>
    by.patch(`${path}/items/${item.id}`, { epoch: 1, ...change }, { ifMatch: item.version });
  const log = async () =>
    (await a.admin.get(`${path}/entries`)).body.items.map((each: { text: string }) => each.text);
  return { a, b, c, id, path, made, north, south, unit, patch, log };
}

describe('items of a board', () => {
  test('a unit is moved by who is in command; its timer starts again and the log says so', async () => {
    const { a, c, path, north, unit, patch, log } = await scene();
    const e1 = await unit('E1');
    expect(e1).toMatchObject({ label: 'E1', crew: 4, divisionId: null, post: null, version: 1 });
    const moved = await patch(a.admin, e1, { divisionId: north.id });
    expect(moved.body).toMatchObject({ divisionId: north.id, version: 2 });
    expect(Date.parse(moved.body.since)).toBeGreaterThan(Date.parse(e1.since));
    expect((await log())[0]).toBe('E1 moved from no assignment to North.');
    expect((await patch(a.admin, e1, { post: 'rehab' })).status).toBe(412);
    const rehab = await patch(a.admin, moved.body, { post: 'rehab' });
    expect(rehab.body).toMatchObject({ divisionId: null, post: 'rehab' });
    const both = await patch(a.admin, rehab.body, { post: 'rehab', divisionId: north.id });
    expect(both.body.code).toBe('invalid');
    expect((await c.admin.get(`${path}/items`)).body.items).toHaveLength(1);
    const removed = await a.admin.delete(`${path}/items/${e1.id}?epoch=1`, { ifMatch: 3 });
    expect(removed.status, JSON.stringify(removed.body)).toBe(204);
    expect((await a.admin.get(`${path}/items`)).body.items).toEqual([]);
  });

  test('the agency of one division moves units within it, and neither in nor out nor elsewhere', async () => {
    const { b, c, path, north, south, unit, patch } = await scene();
    const [inside, outside, free] = [
      await unit('E1', { divisionId: north.id }),
      await unit('E2', { divisionId: south.id }),
      await unit('E3'),
    ];
    expect((await patch(b.admin, inside, { crew: 3 })).status).toBe(200);
    const now = { ...inside, version: 2 };
    expect((await patch(b.admin, now, { divisionId: south.id })).status).toBe(403);
    expect((await patch(b.admin, now, { divisionId: null })).status).toBe(403);
    expect((await patch(b.admin, outside, { crew: 3 })).status).toBe(403);
    expect((await patch(b.admin, outside, { divisionId: north.id })).status).toBe(403);
    expect((await patch(b.admin, free, { divisionId: north.id })).status).toBe(403);
    expect((await patch(c.admin, now, { crew: 2 })).status).toBe(403);
    const add = (by: User, divisionId: string | null) =>
      by.post(`${path}/items`, { kind: 'unit', label: 'L1', epoch: 1, divisionId });
    expect((await add(b.admin, north.id)).status).toBe(201);
    expect((await add(b.admin, south.id)).status).toBe(403);
    expect((await add(b.admin, null)).status).toBe(403);
  });

  test('nothing is written with an older epoch, by a stranger, or on an ended board', async () => {
    const { a, b, path, unit, patch, made } = await scene();
    const e1 = await unit('E1');
    const { par } = await made('par', { reason: 'Time' });
    const mayday = await made('maydays', {});
    const stranger = await world.agency('Stranger FD');
    const writes: readonly (readonly [string, object])[] = [
      ['items', { kind: 'unit', label: 'E9' }],
      ['par', { reason: 'Time' }],
      [`par/${par.id}/answers`, { itemId: e1.id, reported: 4 }],
      [`par/${par.id}/end`, { outcome: 'stopped' }],
      ['maydays', {}],
      [`maydays/${mayday.id}/clear`, { reason: 'Found' }],
    ];
    const each = async (by: User, epoch: number) =>
      Promise.all(
        writes.map(async ([under, body]) => (await by.post(`${path}/${under}`, { ...body, epoch })).status),
      );
    expect(new Set(await each(stranger.admin, 1))).toEqual(new Set([404]));
    for (const under of ['items', 'accountability', 'agencies'])
      expect((await stranger.admin.get(`${path}/${under}`)).status).toBe(404);
    await b.admin.post(`${path}/transfers`, { kind: 'assume', epoch: 1 });
    const { seq } = (await a.admin.get(path)).body;
    expect(new Set(await each(a.admin, 1))).toEqual(new Set([409]));
    expect(new Set(await each(a.admin, 2))).toEqual(new Set([403]));
    expect((await patch(a.admin, e1, { crew: 1 })).status).toBe(409);
    expect((await a.admin.delete(`${path}/items/${e1.id}?epoch=1`, { ifMatch: 1 })).status).toBe(409);
    expect((await a.admin.get(path)).body.seq).toBe(seq);
    expect((await b.admin.post(`${path}/end`, { epoch: 2 })).status).toBe(200);
    expect(new Set(await each(b.admin, 2))).toEqual(new Set([403]));
  });

  test('a closed grant takes the partner’s items away with command, and they stay on the board', async () => {
    const { a, b, path, north, unit } = await scene();
    await unit('E1', { divisionId: north.id });
    await b.admin.post(`${path}/transfers`, { kind: 'assume', epoch: 1 });
    expect(
      (await b.admin.post(`${path}/items`, { kind: 'staff', label: 'Safety', name: 'Lee', epoch: 2 })).status,
    ).toBe(201);
    const sheet = (await a.admin.get('/admin/client-data-sharing')).body.items;
    const row = sheet.find((each: { partner: { id: string } }) => each.partner.id === b.id);
    await a.admin.put(
      `/admin/client-data-sharing/${b.id}`,
      { levels: { command: 'none' } },
      { ifMatch: row.version },
    );
    expect((await b.admin.get(`${path}/items`)).status).toBe(404);
    expect((await a.admin.get(path)).body).toMatchObject({ holder: { agency: { id: a.id }, user: null } });
    expect((await a.admin.get(`${path}/items`)).body.items).toMatchObject([
      { label: 'E1' },
      { label: 'Safety', name: 'Lee' },
    ]);
  });
});

describe('PAR', () => {
  test('“all PAR” is refused until every unit has answered in full', async () => {
    const { a, b, path, north, unit, made, log } = await scene();
    const [e1, e2] = [await unit('E1', { divisionId: north.id }), await unit('E2', { post: 'rehab' })];
    await made('items', { kind: 'staff', label: 'Safety' });
    const { par } = await made('par', { reason: 'Change of strategy' });
    const answer = (by: User, itemId: string, reported: number) =>
      by.post(`${path}/par/${par.id}/answers`, { itemId, reported, epoch: 1 });
    const end = () => a.admin.post(`${path}/par/${par.id}/end`, { outcome: 'allPar', epoch: 1 });
    expect((await end()).body).toMatchObject({ code: 'unmet_requirement', missing: ['E1', 'E2'] });
    expect((await answer(b.admin, e2.id, 4)).status).toBe(403);
    expect((await answer(b.admin, e1.id, 4)).status).toBe(200);
    expect((await end()).body.missing).toEqual(['E2']);
    expect((await answer(a.admin, e2.id, 3)).status).toBe(200);
    expect((await end()).body.missing).toEqual(['E2']);
    expect((await log())[0]).toBe('E2: PAR of 3 of 4.');
    expect((await answer(a.admin, e2.id, 4)).status).toBe(200);
    const ended = (await end()).body;
    expect(ended.par).toMatchObject({ allPar: true, reason: 'Change of strategy' });
    expect((await end()).body.code).toBe('conflict');
    expect(Date.parse(ended.parDueAt) - Date.parse(ended.par.endedAt)).toBe(20 * 60_000);
  });

  test('its clock runs from the first unit on, and not before', async () => {
    const { a, path, unit } = await scene();
    const read = async () => (await a.admin.get(`${path}/accountability`)).body;
    expect(await read()).toMatchObject({ parDueAt: null, par: null, maydays: [] });
    const { createdAt } = await unit('E1');
    await unit('E2');
    expect(Date.parse((await read()).parDueAt) - Date.parse(createdAt)).toBe(20 * 60_000);
  });
});

describe('a mayday', () => {
  test('stands on everyone’s board with others beside it, alerts their agencies, and is cleared with a reason', async () => {
    const { a, b, c, path, north, made, log } = await scene();
    const first = await made('maydays', { unit: 'E1', location: 'Floor 2, side C', air: '8 minutes' });
    const called = await b.admin.post(`${path}/maydays`, { name: 'Lee', divisionId: north.id, epoch: 1 });
    expect(called.status, JSON.stringify(called.body)).toBe(201);
    expect((await b.admin.post(`${path}/maydays`, { name: 'Lee', epoch: 1 })).status).toBe(403);
    expect((await c.admin.get(`${path}/accountability`)).body.maydays).toHaveLength(2);
    for (const each of [a, b])
      expect((await each.admin.get('/notices')).body.items).toContainEqual(
        expect.objectContaining({ topic: 'mayday', text: 'Mayday: Main St.' }),
      );
    expect((await c.admin.get('/notices')).body.items).not.toContainEqual(
      expect.objectContaining({ topic: 'mayday' }),
    );
    const clear = (by: User, id: string, body: object) =>
      by.post(`${path}/maydays/${id}/clear`, { epoch: 1, ...body });
    expect((await clear(a.admin, first.id, {})).status).toBe(400);
    expect((await clear(b.admin, first.id, { reason: 'Found' })).status).toBe(403);
    const cleared = await clear(a.admin, first.id, { reason: 'Out of the building' });
    expect(cleared.body).toMatchObject({ clearReason: 'Out of the building' });
    expect((await log())[0]).toBe('Mayday of E1 cleared: Out of the building');
    expect((await clear(a.admin, first.id, { reason: 'Again' })).status).toBe(409);
  });
});

test('whom command can be given to: the owner reads its partners, a partner only who has acted on the board', async () => {
  const { a, b, c, path } = await scene();
  const names = async (by: User) =>
    (await by.get(`${path}/agencies`)).body.items.map((each: { name: string }) => each.name);
  const [ofA, ofB] = [await names(a.admin), await names(b.admin)];
  expect(ofA).toEqual([a, b, c].map(({ name }) => name));
  expect(ofB).toEqual([a.name]);
});
