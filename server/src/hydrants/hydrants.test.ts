import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const at = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] });

async function pair() {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  return { owner, partner };
}
const made = async (owner: TestAgency, more: object = {}) => {
  const answer = await owner.admin.post('/hydrants', {
    number: 'H-1',
    location: at(-88, 42.3),
    type: 'dryBarrel',
    ratedFlowGpm: 1200,
    ...more,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

test('a hydrant is its agency’s own, with its class computed from the rated flow', async () => {
  const { owner, partner } = await pair();
  const hydrant = await made(owner, { notes: 'key at station 2' });
  expect(hydrant).toMatchObject({ status: 'inService', flowClass: 'A', access: { via: 'ours' } });
  expect((await partner.admin.get(`/hydrants/${hydrant.id}`)).status).toBe(404);
});

test('a partner with View Only reads its current state, without notes, and changes nothing', async () => {
  const { owner, partner } = await pair();
  const hydrant = await made(owner, { notes: 'key at station 2' });
  await world.grant(owner, partner, { hydrants: 'view' });
  const seen = await partner.admin.get(`/hydrants/${hydrant.id}`);
  expect(seen.body).toMatchObject({ number: 'H-1', flowClass: 'A', access: { can: ['view'] } });
  expect(seen.body).not.toHaveProperty('notes');
  const change = await partner.admin.patch(
    `/hydrants/${hydrant.id}`,
    { status: 'outOfService' },
    { ifMatch: 1 },
  );
  expect(change.status).toBe(403);
  expect((await partner.admin.get('/hydrants?count=exact')).body.total).toBe(1);
  expect((await partner.admin.get('/search?q=H-1')).body.items).toHaveLength(1);
});

test('a partner with Can Make Changes sets the status; the owner sees who did it, and restores', async () => {
  const { owner, partner } = await pair();
  const { id } = await made(owner);
  await world.grant(owner, partner, { hydrants: 'edit' });
  const changed = await partner.admin.patch(`/hydrants/${id}`, { status: 'outOfService' }, { ifMatch: 1 });
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
  expect(changed.body).toMatchObject({ version: 2, status: 'outOfService', agency: { id: owner.id } });

  const versions = (await owner.admin.get(`/hydrants/${id}/versions`)).body.items;
  expect(versions).toMatchObject([
    { version: 2, agency: { id: partner.id }, content: { status: 'outOfService' } },
    { version: 1, agency: { id: owner.id }, content: { status: 'inService' } },
  ]);
  expect((await partner.admin.get(`/hydrants/${id}/versions`)).status).toBe(403);
  const notices = (await owner.admin.get('/notices')).body.items;
  expect(notices).toContainEqual(expect.objectContaining({ topic: 'partnerEdit', recordId: id }));

  const restored = await owner.admin.post(`/hydrants/${id}/restore`, { version: 1 }, { ifMatch: 2 });
  expect(restored.body).toMatchObject({ version: 3, status: 'inService' });
  expect((await partner.admin.post(`/hydrants/${id}/restore`, { version: 1 }, { ifMatch: 3 })).status).toBe(
    403,
  );
});

test('a partner with Can Make Changes neither moves, withholds nor deletes it', async () => {
  const { owner, partner } = await pair();
  const { id } = await made(owner);
  await world.grant(owner, partner, { hydrants: 'edit' });
  for (const change of [{ location: at(-88.1, 42.3) }, { withheld: true }, { notes: 'x' }])
    expect((await partner.admin.patch(`/hydrants/${id}`, change, { ifMatch: 1 })).status).toBe(403);
  expect((await partner.admin.delete(`/hydrants/${id}`, { ifMatch: 1 })).status).toBe(403);
});

test('the second lock lets a partner with Can Make Changes write, and nobody with View Only', async () => {
  const { owner, partner } = await pair();
  const { id } = await made(owner);
  await world.grant(owner, partner, { hydrants: 'edit' });
  await partner.admin.patch(`/hydrants/${id}`, { status: 'outOfService' }, { ifMatch: 1 });
  await world.grant(owner, partner, { hydrants: 'view' });
  expect((await partner.admin.patch(`/hydrants/${id}`, { status: 'inService' }, { ifMatch: 2 })).status).toBe(
    403,
  );
});

test('fields that a type does not have are refused, and go when the type changes; versions still say them', async () => {
  const { owner } = await pair();
  const wrong = await owner.admin.post('/hydrants', {
    number: 'P-1',
    location: at(-88, 42.3),
    type: 'pond',
    mainSizeIn: 8,
  });
  expect(wrong.status).toBe(400);
  expect(wrong.body.errors).toMatchObject([{ path: 'mainSizeIn', code: 'not_of_type' }]);
  const { id } = await made(owner, { mainSizeIn: 8, sharesSprinklerSupply: true, usableInWinter: false });
  const changed = await owner.admin.patch(
    `/hydrants/${id}`,
    { type: 'cistern', volumeGal: 30_000 },
    { ifMatch: 1 },
  );
  expect(changed.body).toMatchObject({
    type: 'cistern',
    mainSizeIn: null,
    sharesSprinklerSupply: null,
    usableInWinter: false,
    volumeGal: 30_000,
  });
  const restored = await owner.admin.post(`/hydrants/${id}/restore`, { version: 1 }, { ifMatch: 2 });
  expect(restored.body).toMatchObject({ type: 'dryBarrel', mainSizeIn: 8, volumeGal: null });
});

test('what is not recorded is not the same as none', async () => {
  const { owner } = await pair();
  const unknown = await made(owner);
  expect(unknown).toMatchObject({ outlets: null, deadEndMain: null, mainSizeIn: null });
  const none = await made(owner, { outlets: [], deadEndMain: false });
  expect(none).toMatchObject({ outlets: [], deadEndMain: false });
});

test('out of service says why, since when and until when; back in service it says neither', async () => {
  const { owner } = await pair();
  const { id } = await made(owner);
  const out = await owner.admin.patch(
    `/hydrants/${id}`,
    { status: 'outOfService', statusReason: 'Hit by a truck', expectedReturnOn: '2026-12-20' },
    { ifMatch: 1 },
  );
  expect(out.body).toMatchObject({ statusReason: 'Hit by a truck', expectedReturnOn: '2026-12-20' });
  expect(Date.now() - Date.parse(out.body.statusSince)).toBeLessThan(60_000);
  const back = await owner.admin.patch(`/hydrants/${id}`, { status: 'inService' }, { ifMatch: 2 });
  expect(back.body).toMatchObject({ statusReason: null, expectedReturnOn: null });
  const odd = await owner.admin.patch(`/hydrants/${id}`, { statusReason: 'Leaks' }, { ifMatch: 3 });
  expect(odd.body.errors).toMatchObject([{ path: 'statusReason', code: 'in_service' }]);
});

test('hydrants are found by the number cast on them and listed by flow class', async () => {
  const { owner } = await pair();
  await made(owner, { number: 'H-1', castNumber: 'M&H 129', ratedFlowGpm: 1499.99 });
  await made(owner, { number: 'H-2', ratedFlowGpm: 1500 });
  await made(owner, { number: 'H-3', ratedFlowGpm: null });
  const numbers = async (query: string) =>
    (await owner.admin.get(`/hydrants?${query}`)).body.items.map((each: { number: string }) => each.number);
  expect(await numbers('flowClass=A')).toEqual(['H-1']);
  expect(await numbers('flowClass=AA')).toEqual(['H-2']);
  expect(await numbers('flowClass=C')).toEqual([]);
  expect(await numbers(`q=${encodeURIComponent('m&h 129')}`)).toEqual(['H-1']);
});

describe.each([
  ['none', { read: 404, edit: 404, move: 404, remove: 404, versions: 404 }],
  ['view', { read: 200, edit: 403, move: 403, remove: 403, versions: 403 }],
  ['edit', { read: 200, edit: 200, move: 403, remove: 403, versions: 403 }],
] as const)('a partner with Hydrants = %s', (level, expected) => {
  test('gets what the level gives, and without its own permission nothing', async () => {
    const { owner, partner } = await pair();
    const { id } = await made(owner);
    await world.grant(owner, partner, { hydrants: level });
    const path = `/hydrants/${id}`;
    const reader = await world.user(partner, ['Hydrants - Read']);
    const clerk = await world.user(partner, ['Addresses - Read', 'Hydrants - Edit']);
    expect({
      move: (await partner.admin.patch(path, { location: at(-88, 42) }, { ifMatch: 1 })).status,
      remove: (await partner.admin.delete(path, { ifMatch: 1 })).status,
      versions: (await partner.admin.get(`${path}/versions`)).status,
      edit: (await partner.admin.patch(path, { status: 'outOfService' }, { ifMatch: 1 })).status,
      read: (await partner.admin.get(path)).status,
    }).toEqual(expected);
    expect((await reader.get(path)).status).toBe(expected.read);
    expect((await reader.patch(path, { status: 'inService' }, { ifMatch: 1 })).status).toBe(403);
    expect((await clerk.get(path)).status).toBe(403);
  });
});
