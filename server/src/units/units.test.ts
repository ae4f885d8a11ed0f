import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { caller, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const pointAt = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] });
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

async function unitOf(agency: TestAgency, more: object = {}) {
  const answer = await agency.admin.post('/units', { callSign: 'E12', type: 'ENGINE_STRUCT', ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
const fixAt = (agency: TestAgency, id: string, lng: number, at = ago(0)) =>
  agency.admin.post(`/units/${id}/positions`, { positions: [{ at, location: pointAt(lng, 43) }] });

async function pair() {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  await world.grant(owner, partner, { deviceLocations: 'view' });
  const unit = await unitOf(owner);
  const devices = async () => (await partner.admin.get('/devices')).body.items;
  return { owner, partner, unit, devices };
}

describe('units', () => {
  test('are made with Units - Manage, have a NERIS type, and one call sign once', async () => {
    const owner = await world.agency('Owner FD');
    const crew = await world.user(owner, ['Device Locations - Read']);
    const refused = await crew.post('/units', { callSign: 'E1', type: 'ENGINE_STRUCT' });
    expect(refused).toMatchObject({ status: 403, body: { missing: ['Units - Manage'] } });
    expect((await owner.admin.post('/units', { callSign: 'E1', type: 'CAR' })).status).toBe(400);
    expect(await unitOf(owner)).toMatchObject({ callSign: 'E12', status: 'signedOut', location: null });
    expect((await owner.admin.post('/units', { callSign: 'E12', type: 'TENDER' })).status).toBe(409);
  });

  test('are signed in and out by a crew without Units - Manage, and by no partner', async () => {
    const { owner, partner, unit } = await pair();
    const crew = await world.user(owner, ['Device Locations - Read']);
    expect((await crew.post(`/units/${unit.id}/sign-in`)).body).toMatchObject({ status: 'signedIn' });
    expect((await partner.admin.post(`/units/${unit.id}/sign-out`)).status).toBe(403);
    expect((await fixAt(partner, unit.id, -76)).status).toBe(403);
    expect((await crew.post(`/units/${unit.id}/sign-out`)).body).toMatchObject({ status: 'signedOut' });
    expect((await partner.admin.post(`/units/${unit.id}/sign-in`)).status).toBe(404);
  });

  test('that are counted exactly are those that are signed in, for a partner', async () => {
    const { owner, partner, unit } = await pair();
    const total = async () => (await partner.admin.get('/units?count=exact')).body.total;
    expect(await total()).toBe(0);
    await owner.admin.post(`/units/${unit.id}/sign-in`);
    expect(await total()).toBe(1);
  });
});

describe('live positions', () => {
  test('are seen by a partner with View Only while the unit is signed in, and never from before', async () => {
    const { owner, unit, devices } = await pair();
    await fixAt(owner, unit.id, -76.5);
    expect(await devices()).toEqual([]);
    await owner.admin.post(`/units/${unit.id}/sign-in`);
    expect(await devices()).toEqual([]);
    await fixAt(owner, unit.id, -76.4, ago(60));
    expect(await devices()).toEqual([]);
    await fixAt(owner, unit.id, -76.3);
    const [seen] = await devices();
    expect(seen).toMatchObject({ callSign: 'E12', location: pointAt(-76.3, 43), access: { via: 'shared' } });
    for (const hidden of ['heardAt', 'status', 'signedInAt', 'notes'])
      expect(seen).not.toHaveProperty(hidden);
    await owner.admin.post(`/units/${unit.id}/sign-out`);
    expect(await devices()).toEqual([]);
    expect((await owner.admin.get('/devices')).body.items).toHaveLength(1);
  });

  test('are those of the newest fix in whatever order fixes come; late ones feed history only', async () => {
    const { owner, unit } = await pair();
    const answer = await owner.admin.post(`/units/${unit.id}/positions`, {
      positions: [
        { at: ago(10), location: pointAt(-76.1, 43) },
        { at: ago(5), location: pointAt(-76.2, 43), speed: 12, course: 90 },
        { at: ago(20), location: pointAt(-76.3, 43) },
        { at: ago(0), location: pointAt(0, 0) },
        { at: ago(-300), location: pointAt(-76.4, 43) },
      ],
    });
    expect(answer.body).toMatchObject({ accepted: 3, setAside: [{ index: 3 }, { index: 4 }] });
    await fixAt(owner, unit.id, -76.9, ago(15));
    expect((await owner.admin.get(`/units/${unit.id}`)).body).toMatchObject({
      location: pointAt(-76.2, 43),
      speed: 12,
      course: 90,
    });
    const track = (await owner.admin.get(`/units/${unit.id}/positions`)).body.items;
    expect(
      track.map((each: { location: { coordinates: number[] } }) => each.location.coordinates[0]),
    ).toEqual([-76.2, -76.1, -76.9, -76.3]);
  });

  test('of a malformed batch are refused whole', async () => {
    const { owner, unit } = await pair();
    for (const positions of [[], [{ at: 'now', location: pointAt(1, 1) }], [{ at: ago(0) }]])
      expect((await owner.admin.post(`/units/${unit.id}/positions`, { positions })).status).toBe(400);
    const many = Array.from({ length: 501 }, (_, at) => ({ at: ago(at), location: pointAt(-76, 43) }));
    expect((await owner.admin.post(`/units/${unit.id}/positions`, { positions: many })).status).toBe(400);
  });

  test('leave a history that names the crew of each time, and that no partner reads', async () => {
    const { owner, partner, unit } = await pair();
    const crew = await world.user(owner, ['Device Locations - Read']);
    await owner.admin.post(`/units/${unit.id}/sign-in`);
    const early = ago(0);
    await owner.admin.post(`/units/${unit.id}/sign-out`);
    await crew.post(`/units/${unit.id}/sign-in`);
    await fixAt(owner, unit.id, -76.2);
    await fixAt(owner, unit.id, -76.1, early);
    const track = (await owner.admin.get(`/units/${unit.id}/positions`)).body.items;
    expect(track.map((each: { crew: { id: string } }) => each.crew.id)).toEqual([
      crew.personId,
      owner.admin.personId,
    ]);
    expect((await partner.admin.get(`/units/${unit.id}/positions`)).status).toBe(403);
  });

  test('are within a box that is asked for, and come as GeoJSON', async () => {
    const { owner, unit } = await pair();
    await fixAt(owner, unit.id, -76.2);
    const within = (box: string) => owner.admin.get(`/devices?format=geojson&bbox=${box}`);
    expect((await within('-77,42,-76,44')).body).toMatchObject({
      type: 'FeatureCollection',
      features: [{ id: unit.id, geometry: pointAt(-76.2, 43), properties: { callSign: 'E12' } }],
    });
    expect((await within('-70,42,-69,44')).body.features).toEqual([]);
  });

  test('say to the crew who sees them, and that nobody does', async () => {
    const { owner, partner, unit } = await pair();
    const seenBy = async () => (await owner.admin.get(`/units/${unit.id}/seen-by`)).body;
    expect(await seenBy()).toEqual({ sharing: false, agencies: [] });
    await owner.admin.post(`/units/${unit.id}/sign-in`);
    expect(await seenBy()).toMatchObject({ sharing: true, agencies: [{ id: partner.id }] });
    expect((await partner.admin.get(`/units/${unit.id}/seen-by`)).status).toBe(403);
  });
});

describe('phone apps', () => {
  async function withKey() {
    const { owner, partner, unit, devices } = await pair();
    const { key } = (await owner.admin.post(`/units/${unit.id}/key`)).body;
    await owner.admin.post(`/units/${unit.id}/sign-in`);
    const basic = (secret: string) => ({
      authorization: `Basic ${Buffer.from(`${unit.id}:${secret}`).toString('base64')}`,
    });
    return { owner, partner, unit, devices, basic, phone: caller(app.base, basic(key)) };
  }
  const seconds = () => Math.ceil(Date.now() / 1000);

  test('OwnTracks posts with the unit’s key: speeds in km/h, other messages and empty bodies ignored', async () => {
    const { phone, devices } = await withKey();
    const location = {
      _type: 'location',
      lat: 43,
      lon: -76.2,
      tst: seconds(),
      acc: 8,
      vel: 36,
      cog: 270,
      tid: 'e1',
    };
    expect(await phone.post('/ingest/owntracks', location)).toMatchObject({ status: 200, body: [] });
    expect((await phone.post('/ingest/owntracks', { _type: 'lwt', tst: 1 })).body).toEqual([]);
    expect((await phone.post('/ingest/owntracks', '')).body).toEqual([]);
    expect(await devices()).toMatchObject([
      { location: pointAt(-76.2, 43), speed: 10, course: 270, accuracy: 8 },
    ]);
    expect((await phone.post('/ingest/owntracks', { ...location, lat: 91 })).status).toBe(400);
  });

  test('Traccar Client posts JSON since version 9, and form or query before', async () => {
    const { phone, devices } = await withKey();
    const coords = { latitude: 43, longitude: -76.2, accuracy: 8, speed: 10, heading: 90 };
    const timestamp = new Date(seconds() * 1000).toISOString();
    const json = {
      device_id: 'x',
      location: { timestamp, coords, battery: { level: 0.5 }, event: 'motion' },
    };
    expect((await phone.post('/ingest/traccar', json)).status).toBe(200);
    expect(await devices()).toMatchObject([{ location: pointAt(-76.2, 43), speed: 10, course: 90 }]);
    const query = `id=x&lat=43&lon=-76.3&timestamp=${seconds() + 1}&speed=10&bearing=80&accuracy=5&batt=50`;
    expect((await phone.post(`/ingest/traccar?${query}`)).status).toBe(200);
    expect((await devices())[0]).toMatchObject({ location: pointAt(-76.3, 43), course: 80 });
    expect((await phone.post('/ingest/traccar?id=x&lat=north&lon=1&timestamp=1')).status).toBe(400);
  });

  test('get 401 with another key, another unit’s, a removed one, or none', async () => {
    const { owner, unit, basic, phone } = await withKey();
    const location = { _type: 'location', lat: 43, lon: -76.2, tst: seconds() };
    const tried = (headers: Record<string, string>) =>
      caller(app.base, headers).post('/ingest/owntracks', location);
    expect((await tried(basic('spu_wrong'))).status).toBe(401);
    expect((await tried({})).status).toBe(401);
    const other = await unitOf(owner, { callSign: 'E13' });
    const { key } = (await owner.admin.post(`/units/${other.id}/key`)).body;
    expect((await tried(basic(key))).status).toBe(401);
    expect((await owner.admin.delete(`/units/${unit.id}/key`)).status).toBe(204);
    expect((await phone.post('/ingest/owntracks', location)).status).toBe(401);
    expect((await owner.admin.delete(`/units/${unit.id}/key`)).status).toBe(404);
  });
});
