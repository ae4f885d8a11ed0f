import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { askTile, tileOf, tilePath } from './fixture.tiles.ts';

const app = await startApp();
const world = await openWorld(app);

const point = [-87.8412, 42.3601] as const;
const near = (by: TestAgency, fields: object = {}) =>
  world.place(by, { location: { type: 'Point', coordinates: [...point] }, ...fields });

const pair = async () => [await world.agency('Owner FD'), await world.agency('Partner FD')] as const;

const zooms = [0, 9, 12, 16] as const;
const etagOf = (answer: { headers: Headers }) => answer.headers.get('etag');

/** All that a client can tell of a tile: bytes, status, headers that are not of the moment. */
const toldBy = ({ status, bytes, headers }: { status: number; bytes: Uint8Array; headers: Headers }) => ({
  status,
  bytes: Buffer.from(bytes).toString('base64'),
  type: headers.get('content-type'),
  length: headers.get('content-length'),
  cache: headers.get('cache-control'),
  etag: headers.get('etag'),
});

describe('a partner', () => {
  test('sees a shared place at every zoom, and none of it in the answer after the revocation', async () => {
    const [owner, partner] = await pair();
    const before = await Promise.all(zooms.map(async (z) => toldBy(await askTile(partner.admin, point, z))));
    const place = await near(owner);
    await world.grant(owner, partner, { address: 'view' });
    for (const z of zooms) {
      const { features } = await askTile(partner.admin, point, z);
      expect(features.map(({ properties }) => properties.id ?? properties.count)).toEqual([
        z < 11 ? 1 : place.id,
      ]);
    }
    await world.grant(owner, partner, { address: 'none' });
    for (const [at, z] of zooms.entries()) {
      const { etag: _etag, ...told } = toldBy(await askTile(partner.admin, point, z));
      const { etag: _before, ...then } = before[at]!;
      expect(told).toEqual(then);
    }
  });

  test('is told nothing by what is withheld, moved or made out of their sight, not even by the ETag', async () => {
    const [owner, partner] = await pair();
    await world.grant(owner, partner, { address: 'view' });
    await near(owner, { addressLine: '1 Shown Street' });
    const tell = () => Promise.all(zooms.map(async (z) => toldBy(await askTile(partner.admin, point, z))));
    const before = await tell();
    const hidden = await near(owner, { withheld: true });
    expect(await tell()).toEqual(before);
    await owner.admin.patch(`/places/${hidden.id}`, { addressLine: '2 Moved Street' }, { ifMatch: 1 });
    expect(await tell()).toEqual(before);
    const third = await world.agency('Third FD');
    await near(third);
    expect(await tell()).toEqual(before);
    await owner.admin.patch(`/places/${hidden.id}`, { withheld: false }, { ifMatch: 2 });
    expect(await tell()).not.toEqual(before);
    await owner.admin.delete(`/places/${hidden.id}`, { ifMatch: 3 });
    expect(await tell()).toEqual(before);
  });

  test('reads no more than the address line of a place opened for permits', async () => {
    const [owner, partner] = await pair();
    const place = await near(owner, { name: 'The Old Mill', city: 'Zion' });
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    const { features } = await askTile(partner.admin, point, 16);
    expect(features.map(({ properties }) => properties)).toEqual([
      { id: place.id, agency: owner.id, color: place.agency.color, addressLine: place.addressLine },
    ]);
  });

  test('leaves a trace with the owner once an hour, and opening a record leaves its own', async () => {
    const [owner, partner] = await pair();
    const place = await near(owner);
    await world.grant(owner, partner, { address: 'view' });
    await askTile(owner.admin, point, 16);
    await askTile(partner.admin, point, 9);
    for (const z of [14, 15, 16]) await askTile(partner.admin, point, z);
    await partner.admin.get(`/places/${place.id}`);
    const { rows } = await world.sql.query(
      'select viewer_agency_id, ids, filter from view_entry where agency_id = $1 order by id',
      [owner.id],
    );
    expect(rows).toEqual([
      { viewer_agency_id: partner.id, ids: [place.id], filter: { map: 'places' } },
      { viewer_agency_id: partner.id, ids: [place.id], filter: null },
    ]);
  });
});

describe('a tile', () => {
  test('is answered as unchanged to who has it, and to nobody else', async () => {
    const [owner, partner] = await pair();
    await near(owner);
    await world.grant(owner, partner, { address: 'view' });
    const etag = etagOf(await askTile(partner.admin, point, 12))!;
    expect(etag).not.toBe(etagOf(await askTile(owner.admin, point, 12)));
    const again = await askTile(partner.admin, point, 12, '', { 'if-none-match': etag });
    expect([again.status, again.bytes.length, etagOf(again)]).toEqual([304, 0, etag]);
    const other = await askTile(owner.admin, point, 12, '', { 'if-none-match': etag });
    expect(other.status).toBe(200);
    await world.grant(owner, partner, { address: 'none' });
    const after = await askTile(partner.admin, point, 12, '', { 'if-none-match': etag });
    expect([after.status, after.features]).toEqual([200, []]);
  });

  test('is kept by no one but the asker, who asks again each time', async () => {
    const agency = await world.agency('Lone FD');
    const { headers } = await askTile(agency.admin, point, 12);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
  });

  test('without anything is the same bytes for everybody and everywhere', async () => {
    const [one, other] = await pair();
    await near(one);
    const bytes = await Promise.all(
      [
        askTile(other.admin, point, 12),
        askTile(other.admin, [10, -20], 12),
        askTile(one.admin, [10, -20], 12),
        askTile(one.admin, [10, -20], 5),
      ].map(async (answer) => [(await answer).status, Buffer.from((await answer).bytes).toString('base64')]),
    );
    expect(new Set(bytes.map(String)).size).toBe(1);
    expect(bytes[0]![0]).toBe(200);
  });

  test('with more points than it can carry gathers the densest, loses none and stays small', async () => {
    const agency = await world.agency('Dense FD');
    await near(agency);
    await world.sql.query(
      `insert into place (id, owner_id, address_line, city, state, lng, lat)
       select gen_random_uuid(), $1, n || ' Crowded Avenue with a rather long name', 'Zion', 'IL',
         -87.8412 + (n % 100) * 1e-5, 42.3601 + (n / 100) * 1e-5 from generate_series(1, 5000) n`,
      [agency.id],
    );
    for (const z of [9, 12, 15]) {
      const { features, bytes } = await askTile(agency.admin, point, z);
      const total = features.reduce((sum, { properties }) => sum + ((properties.count as number) ?? 1), 0);
      expect(total, `zoom ${z}`).toBe(5001);
      expect(bytes.length).toBeLessThan(500_000);
    }
  });

  test('of 4,000 points with long addresses stays under 500 kB', async () => {
    const agency = await world.agency('Long FD');
    await world.sql.query(
      `insert into place (id, owner_id, address_line, city, state, lng, lat)
       select gen_random_uuid(), $1, rpad(n::text, 60, ' Long Avenue'), 'Zion', 'IL',
         -87.8412 + (n % 100) * 1e-5, 42.3601 + (n / 100) * 1e-5 from generate_series(1, 3900) n`,
      [agency.id],
    );
    const { features, bytes } = await askTile(agency.admin, point, 15);
    expect(features.length).toBeGreaterThan(3000);
    expect(bytes.length).toBeLessThan(500_000);
  });
});

describe('what is refused', () => {
  test.each([
    '23/0/0',
    '1/2/0',
    '1/0/2',
    '-1/0/0',
    'a/0/0',
    '1.5/0/0',
    '01/0/0',
    '5/0/1e1',
    '3/99999999999/0',
  ])('a tile that cannot be: %s', async (address) => {
    const agency = await world.agency('Lone FD');
    expect((await agency.admin.get(`/tiles/places/${address}.mvt`)).status).toBe(404);
  });

  test('tiles without the permission, and unknown layers and parameters', async () => {
    const agency = await world.agency('Lone FD');
    const clerk = await world.user(agency, ['FD Permits - Read']);
    const path = tilePath(tileOf(point, 12));
    expect((await clerk.get(path)).body).toMatchObject({
      code: 'not_allowed',
      missing: ['Addresses - Read'],
    });
    expect((await agency.admin.get(path.replace('places', 'dragons'))).status).toBe(404);
    expect((await agency.admin.get(`${path}?limit=1`)).status).toBe(400);
    expect((await fetch(`${app.base}/api/v1${path}`)).status).toBe(401);
  });

  test('an agency that nobody is narrows to nothing', async () => {
    const agency = await world.agency('Lone FD');
    await near(agency);
    for (const id of ['nobody', '01890000-0000-7000-8000-000000000000'])
      expect((await askTile(agency.admin, point, 12, `?agency=${id}`)).features).toEqual([]);
    expect((await askTile(agency.admin, point, 12, `?agency=nobody,${agency.id}`)).features).toHaveLength(1);
    expect((await askTile(agency.admin, point, 12, `?not=${agency.id}`)).features).toEqual([]);
    expect((await askTile(agency.admin, point, 12, '?not=nobody')).features).toHaveLength(1);
  });
});

test('viewing as a partner shows the tile as their user would see it', async () => {
  const [owner, partner] = await pair();
  const shown = await near(owner);
  await near(owner, { withheld: true });
  await world.grant(owner, partner, { address: 'view' });
  const { features } = await askTile(owner.admin, point, 12, '', { 'x-view-as': partner.id });
  expect(features.map(({ properties }) => properties.id)).toEqual([shown.id]);
});
