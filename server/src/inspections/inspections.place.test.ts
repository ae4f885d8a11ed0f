import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const [host, guest] = [await world.agency('Host FD'), await world.agency('Guest FD')];
const invites = (addressShareModule: 'fireInspection' | 'permit' | 'fireInspectionAndPermit') => ({
  addressShareModule,
});

const make = async (by: TestAgency, place: Answer['body'], more: object = {}) => {
  const answer = await by.admin.post('/inspections', { placeId: place.id, type: 'Annual', ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

const change = async (by: TestAgency, id: string, patch: object) => {
  const { version } = (await by.admin.get(`/inspections/${id}`)).body;
  const answer = await by.admin.patch(`/inspections/${id}`, patch, { ifMatch: version });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};

const withhold = async (by: TestAgency, place: Answer['body']) => {
  const answer = await by.admin.patch(`/places/${place.id}`, { withheld: true }, { ifMatch: place.version });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

describe('at a partner’s place', () => {
  test('an inspection is made only where the owner opened it: 404 unseen, 403 seen, 201 opened', async () => {
    const place = await world.place(host);
    const attempt = () => guest.admin.post('/inspections', { placeId: place.id, type: 'Annual' });
    expect((await attempt()).status).toBe(404);
    await world.grant(host, guest, { address: 'view' });
    expect(await attempt()).toMatchObject({ status: 403, body: { missing: ['addressShareModule'] } });
    await world.grant(host, guest, invites('permit'));
    expect((await attempt()).status).toBe(403);
    await world.grant(host, guest, invites('fireInspection'));
    expect((await attempt()).body.access).toMatchObject({ relation: 'own', via: 'whereInvited' });
    await withhold(host, place);
    expect((await attempt()).status).toBe(404);
  });

  test('none is made as open while the owner is withholding the place', async () => {
    await world.grant(host, guest, invites('fireInspection'));
    for (let round = 0; round < 5; round++) {
      const place = await world.place(host);
      const attempt = () =>
        guest.admin.post('/inspections', { placeId: place.id, type: 'Race', status: 'completed' });
      await Promise.all([attempt(), attempt(), withhold(host, place), attempt(), attempt()]);
      const { rows } = await world.sql.query('select place_withheld from inspection where place_id = $1', [
        place.id,
      ]);
      expect(rows.filter((each) => !each.place_withheld)).toEqual([]);
    }
  });

  test('no write of its maker commits after the withdrawal that it lost to', async () => {
    await world.grant(host, guest, invites('fireInspection'));
    const place = await world.place(host);
    const [one, two, three] = [await make(guest, place), await make(guest, place), await make(guest, place)];
    await world.sql.query('begin');
    await world.sql.query('select pg_advisory_xact_lock(hashtextextended($1, 731))', [host.id]);
    await world.grant(host, guest, { addressShareModule: 'none' });
    const writes = Promise.all([
      guest.admin.patch(`/inspections/${one.id}`, { type: 'Late' }, { ifMatch: 1 }),
      guest.admin.delete(`/inspections/${two.id}`, { ifMatch: 1 }),
      guest.admin.post(`/inspections/${three.id}/email`, { to: ['x@example.org'] }),
      guest.admin.post('/inspections', { placeId: place.id, type: 'Late' }),
    ]);
    const early = await Promise.race([
      writes,
      new Promise((resolve) => setTimeout(resolve, 500, 'all wait')),
    ]);
    expect(early).toBe('all wait');
    await world.sql.query('commit');
    expect((await writes).map((each) => each.status)).toEqual([404, 404, 404, 403]);
    const { rows } = await world.sql.query('select type, version from inspection where place_id = $1', [
      place.id,
    ]);
    expect(rows).toEqual(Array(3).fill({ type: 'Annual', version: 1 }));
  });

  test('its maker works on it as long as invited; then it is dark, its number stays taken, and it comes back', async () => {
    await world.grant(host, guest, invites('fireInspection'));
    const place = await world.place(host);
    const { id } = await make(guest, place, { number: 'DARK-1' });
    const shown = await change(guest, id, { status: 'inProgress' });
    await world.grant(host, guest, invites('permit'));
    for (const answer of [
      await guest.admin.get(`/inspections/${id}`),
      await guest.admin.patch(`/inspections/${id}`, { type: 'x' }, { ifMatch: 2 }),
      await guest.admin.delete(`/inspections/${id}`, { ifMatch: 2 }),
      await guest.admin.get(`/inspections/${id}/report.pdf`),
      await guest.admin.get(`/inspections/${id}/history`),
    ])
      expect(answer.status).toBe(404);
    const own = await world.place(guest);
    const again = await guest.admin.post('/inspections', {
      placeId: own.id,
      type: 'Annual',
      number: 'DARK-1',
    });
    expect(again.status).toBe(409);
    await world.grant(host, guest, invites('fireInspectionAndPermit'));
    expect((await guest.admin.get(`/inspections/${id}`)).body).toEqual(shown);
  });
});
