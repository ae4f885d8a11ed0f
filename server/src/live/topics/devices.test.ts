import { expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { type Frame, listen } from '../../../test/ear.ts';
import { openWorld, type TestAgency } from '../../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const devices = { op: 'subscribe', topic: 'devices' };
const snapshot = (frame: Frame) => frame.type === 'snapshot';

const fixAt = (agency: TestAgency, id: string, lng: number) =>
  agency.admin.post(`/units/${id}/positions`, {
    positions: [{ at: new Date().toISOString(), location: { type: 'Point', coordinates: [lng, 43] } }],
  });
const carries = (lng: number) => (frame: Frame) =>
  frame.items?.some((each: Frame) => each.location.coordinates[0] === lng);

async function pair() {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  await world.grant(owner, partner, { deviceLocations: 'view' });
  const unit = (await owner.admin.post('/units', { callSign: 'E12', type: 'ENGINE_STRUCT' })).body;
  await owner.admin.post(`/units/${unit.id}/sign-in`);
  return { owner, partner, unit };
}

/** Saves the sheet, as an administrator does. */
async function setLevel(from: TestAgency, to: TestAgency, level: string) {
  const sheet = (await from.admin.get('/admin/client-data-sharing')).body.items;
  const row = sheet.find((each: Frame) => each.partner.id === to.id);
  const saved = await from.admin.put(
    `/admin/client-data-sharing/${to.id}`,
    { levels: { deviceLocations: level } },
    { ifMatch: row.version },
  );
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

test('a unit is added, updated and removed for those who may see it, own facts for the own agency only', async () => {
  const { owner, partner, unit } = await pair();
  const stranger = await world.agency('Stranger FD');
  const [own, shared, none] = await Promise.all(
    [owner, partner, stranger].map((each) => listen(app, each.admin, devices)),
  );
  for (const ear of [own!, shared!, none!]) expect((await ear.hear(snapshot)).items).toEqual([]);
  await fixAt(owner, unit.id, -76.1);
  const added = await shared!.hear(carries(-76.1));
  expect(added).toMatchObject({ type: 'add', agency: { id: owner.id }, items: [{ callSign: 'E12' }] });
  expect(added.items[0]).not.toHaveProperty('status');
  await fixAt(owner, unit.id, -76.2);
  expect(await shared!.hear(carries(-76.2))).toMatchObject({ type: 'update' });
  expect((await own!.hear(carries(-76.2))).items[0]).toMatchObject({ status: 'signedIn' });
  await owner.admin.post(`/units/${unit.id}/sign-out`);
  expect(await shared!.hear((frame) => frame.type === 'remove')).toMatchObject({ ids: [unit.id] });
  expect(none!.frames).toHaveLength(1);
});

test('after a revocation is saved, nothing comes but the removal, which comes first', async () => {
  const { owner, partner, unit } = await pair();
  await fixAt(owner, unit.id, -76.1);
  const ear = await listen(app, partner.admin, devices);
  expect((await ear.hear(snapshot)).items).toHaveLength(1);
  for (let round = 0; round < 10; round++) {
    const last = ear.frames.at(-1).seq;
    const moving = Promise.all([1, 2, 3].map((step) => fixAt(owner, unit.id, -76.2 - step / 100)));
    await setLevel(owner, partner, 'none');
    const removed = await ear.hear((frame) => frame.type === 'remove' && frame.seq > last);
    await moving;
    await fixAt(owner, unit.id, -77);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(ear.frames.at(-1)).toBe(removed);
    await setLevel(owner, partner, 'view');
    await ear.hear((frame) => frame.seq > removed.seq && frame.type === 'add');
  }
});

test('a box keeps what is outside away, and says when a unit leaves it', async () => {
  const { owner, partner, unit } = await pair();
  const ear = await listen(app, partner.admin, { ...devices, bbox: '-77,42,-76,44' });
  await ear.hear(snapshot);
  await fixAt(owner, unit.id, -76.5);
  await ear.hear(carries(-76.5));
  await fixAt(owner, unit.id, -75);
  expect(await ear.hear((frame) => frame.type === 'remove')).toMatchObject({ ids: [unit.id] });
  await fixAt(owner, unit.id, -74);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(ear.frames.filter(carries(-74))).toEqual([]);
});

test('without Device Locations - Read there is no subscription, and a box or topic that is none is told so', async () => {
  const { owner } = await pair();
  const user = await world.user(owner, ['Addresses - Read']);
  const ear = await listen(app, user, devices);
  expect(await ear.hear((frame) => frame.type === 'error')).toMatchObject({ code: 'not_allowed' });
  ear.send({ ...devices, bbox: '-77,44,-76,42' });
  await ear.hear((frame) => frame.topic === 'devices' && frame.code === 'invalid');
  ear.send({ op: 'subscribe', topic: 'weather' });
  await ear.hear((frame) => frame.topic === 'weather' && frame.code === 'not_found');
});
