import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

async function pair() {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  return { owner, partner };
}
const made = async (owner: TestAgency, more: object = {}) => {
  const location = { type: 'Point', coordinates: [-88, 42.3] };
  const answer = await owner.admin.post('/hydrants', { number: 'H-1', location, type: 'dryBarrel', ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

/** 1061.22 gpm flowed, 1920.66 gpm at 20 psi. */
const reading = {
  testedOn: '2026-05-04',
  staticPsi: 80,
  residualPsi: 60,
  outlets: [{ sizeIn: 2.5, coefficient: 0.9, pitotPsi: 40 }],
};
const record = (user: User, id: string, more: object = {}) =>
  user.post(`/hydrants/${id}/tests`, { ...reading, ...more });

test('a flow test is computed, rates the hydrant and leaves a version', async () => {
  const { owner } = await pair();
  const { id } = await made(owner);
  const answer = await record(owner.admin, id);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  expect(answer.body.flowGpm).toBeCloseTo(1061.22, 1);
  expect(answer.body.ratedFlowGpm).toBeCloseTo(1920.66, 1);
  expect(answer.body).toMatchObject({ ...reading, flowClass: 'AA', targetPsi: 20, rates: true });
  expect((await owner.admin.get(answer.headers.get('location')!)).body).toEqual(answer.body);
  const hydrant = (await owner.admin.get(`/hydrants/${id}`)).body;
  expect(hydrant).toMatchObject({ version: 2, flowClass: 'AA', ratedOn: '2026-05-04', ratingStale: false });
  expect((await owner.admin.get(`/hydrants/${id}/versions`)).body.items).toHaveLength(2);
});

test('the newest test rates, whatever the order in which tests come', async () => {
  const { owner } = await pair();
  const { id } = await made(owner);
  await record(owner.admin, id);
  const older = await record(owner.admin, id, {
    testedOn: '2019-05-04',
    outlets: [{ sizeIn: 2.5, coefficient: 0.9, pitotPsi: 5 }],
  });
  expect(older.body).toMatchObject({ rates: false, outdated: true });
  expect((await owner.admin.get(`/hydrants/${id}`)).body).toMatchObject({
    version: 2,
    ratedOn: '2026-05-04',
  });
  const { items } = (await owner.admin.get(`/hydrants/${id}/tests`)).body;
  expect(items.map((each: { testedOn: string }) => each.testedOn)).toEqual(['2026-05-04', '2019-05-04']);
  const first = (await owner.admin.get(`/hydrants/${id}/tests?limit=1`)).body;
  const second = (await owner.admin.get(`/hydrants/${id}/tests?cursor=${first.nextCursor}`)).body;
  expect([...first.items, ...second.items]).toEqual(items);
});

test('a rating of more than five years ago is stale', async () => {
  const { owner } = await pair();
  const { id } = await made(owner);
  await record(owner.admin, id, { testedOn: '2020-01-02' });
  expect((await owner.admin.get(`/hydrants/${id}`)).body).toMatchObject({
    ratingStale: true,
    flowClass: 'AA',
  });
});

test('a rating from a test is not written over by hand, nor by a version from before it', async () => {
  const { owner } = await pair();
  const { id } = await made(owner, { ratedFlowGpm: 700, number: 'H-7' });
  await record(owner.admin, id);
  const byHand = await owner.admin.patch(`/hydrants/${id}`, { ratedFlowGpm: 700 }, { ifMatch: 2 });
  expect(byHand.body.errors).toMatchObject([{ path: 'ratedFlowGpm', code: 'rated_by_test' }]);
  await owner.admin.patch(`/hydrants/${id}`, { number: 'H-8' }, { ifMatch: 2 });
  const restored = await owner.admin.post(`/hydrants/${id}/restore`, { version: 1 }, { ifMatch: 3 });
  expect(restored.body).toMatchObject({ number: 'H-7', flowClass: 'AA', ratedOn: '2026-05-04' });
});

test('readings that nothing follows from are refused with 422, field by field, and store nothing', async () => {
  const { owner } = await pair();
  const { id } = await made(owner);
  const faults = async (more: object) => {
    const answer = await record(owner.admin, id, more);
    expect(answer.status, JSON.stringify(answer.body)).toBe(422);
    return answer.body.errors.map((each: { path: string }) => each.path);
  };
  expect(await faults({ residualPsi: 80 })).toEqual(['residualPsi']);
  expect(await faults({ residualPsi: 95 })).toEqual(['residualPsi']);
  expect(await faults({ outlets: [] })).toEqual(['outlets']);
  expect(await faults({ outlets: [{ sizeIn: 2.5, coefficient: 0.9, pitotPsi: 0 }] })).toEqual([
    'outlets.0.pitotPsi',
  ]);
  expect(await faults({ testedOn: '2603-01-01' })).toEqual(['testedOn']);
  const { id: pond } = await made(owner, { type: 'pond' });
  expect((await record(owner.admin, pond)).status).toBe(422);
  expect((await record(owner.admin, id, { outlets: [{ sizeIn: 2.5, pitotPsi: 40 }] })).status).toBe(400);
  expect((await owner.admin.get(`/hydrants/${id}/tests`)).body.items).toEqual([]);
});

test('a partner with Can Make Changes records a test, and the owner is told; with View Only it reads them', async () => {
  const { owner, partner } = await pair();
  const { id } = await made(owner);
  expect((await partner.admin.get(`/hydrants/${id}/tests`)).status).toBe(404);
  expect((await record(partner.admin, id)).status).toBe(404);
  await world.grant(owner, partner, { hydrants: 'view' });
  expect((await record(partner.admin, id)).status).toBe(403);
  await world.grant(owner, partner, { hydrants: 'edit' });
  const answer = await record(partner.admin, id);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  expect(answer.body).toMatchObject({ recordedBy: { id: partner.id } });
  expect(answer.body).not.toHaveProperty('user');
  const seen = (await owner.admin.get(`/hydrants/${id}/tests`)).body.items;
  expect(seen).toMatchObject([{ recordedBy: { id: partner.id }, user: { id: partner.admin.personId } }]);
  const notices = (await owner.admin.get('/notices')).body.items;
  expect(notices).toContainEqual(
    expect.objectContaining({
      topic: 'partnerEdit',
      text: 'Partner FD recorded a flow test of hydrant H-1.',
    }),
  );
  await world.grant(owner, partner, { hydrants: 'none' });
  expect((await partner.admin.get(`/hydrants/${id}/tests`)).status).toBe(404);
  expect((await partner.admin.get(`/hydrants/${id}/tests/${answer.body.id}`)).status).toBe(404);
});

test('a test is recorded once per Idempotency-Key, and goes with its hydrant', async () => {
  const { owner } = await pair();
  const { id } = await made(owner);
  const headers = { 'idempotency-key': 'one' };
  const first = await owner.admin.post(`/hydrants/${id}/tests`, reading, { headers });
  const again = await owner.admin.post(`/hydrants/${id}/tests`, reading, { headers });
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body.id).toBe(first.body.id);
  expect((await owner.admin.delete(`/hydrants/${id}`, { ifMatch: 2 })).status).toBe(204);
  const { rows } = await world.sql.query('select from hydrant_test where hydrant_id = $1', [id]);
  expect(rows).toHaveLength(0);
});

test('nobody changes or removes a test, not even by the database role of viewers', async () => {
  const { rows } = await world.sql.query(`select privilege_type from information_schema.role_table_grants
    where table_name = 'hydrant_test' and grantee = 'standpipe_viewer' order by 1`);
  expect(rows.map((each) => each.privilege_type)).toEqual(['INSERT', 'SELECT']);
});
