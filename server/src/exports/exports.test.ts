import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency, type User } from '../../test/world.ts';
import { mapped, permitFile, permitMapping, permitRow, run, upload } from '../imports/fixture.imports.ts';

const app = await startApp();
const world = await openWorld(app);

const take = async (user: User, path: string) => {
  const names = path.includes('.csv') ? `${path.includes('?') ? '&' : '?'}names=api` : '';
  const answer = await user.get(`/exports/${path}${names}`);
  return { ...answer, text: new TextDecoder().decode(answer.bytes) };
};
const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });
const must = async (user: User, path: string, body: object) => {
  const answer = await user.post(path, body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
const permit = (agency: TestAgency, placeId: string, fields: object = {}) =>
  must(agency.admin, '/permits', { placeId, type: 'Tent', class: 'operational', ...fields });

/** Two agencies that share everything there is with each other, and have records at each other's places. */
async function shared() {
  const [own, partner] = [await world.agency('Own FD'), await world.agency('Partner FD')];
  const all = {
    permits: 'view',
    inspections: 'view',
    address: 'view',
    addressShareModule: 'fireInspectionAndPermit',
  } as const;
  await world.grant(own, partner, all);
  await world.grant(partner, own, all);
  const ours = await world.place(own, { addressLine: '1 Own Street', notes: 'key under the mat' });
  const theirs = await world.place(partner, { addressLine: '2 Partner Street' });
  return { own, partner, ours, theirs };
}

describe('an export', () => {
  test("of hydrants holds one's own with every field, as filtered, and none of a partner's", async () => {
    const [own, partner] = [await world.agency('Wet FD'), await world.agency('Well FD')];
    await world.grant(partner, own, { hydrants: 'edit' });
    const location = { type: 'Point', coordinates: [-87.84, 42.36] };
    const outlets = [{ sizeIn: 2.5, count: 2, thread: null, nozzle: null }];
    const one = await must(own.admin, '/hydrants', {
      ...{ number: '=H1', type: 'dryBarrel', location, outlets, deadEndMain: true },
      ...{ ratedFlowGpm: 1200, notes: 'key at station 2', withheld: true },
    });
    await must(own.admin, '/hydrants', { number: 'H2', type: 'cistern', location, volumeGal: 30_000 });
    await must(partner.admin, '/hydrants', { number: 'CANARY', type: 'dryBarrel', location });
    expect((await own.admin.get('/hydrants?count=exact')).body.total).toBe(3);
    const all = await take(own.admin, 'hydrants.csv');
    expect(all.text).not.toContain('CANARY');
    expect(rowsOf(all.text)).toHaveLength(2);
    expect(rowsOf(all.text)[0]).toMatchObject({
      ...{ id: one.id, number: "'=H1", deadEndMain: 'yes', privateMain: '', ratedFlowGpm: '1200' },
      ...{ flowClass: 'A', notes: 'key at station 2', withheld: 'yes', lng: '-87.84', lat: '42.36' },
      outlets: expect.stringContaining('"sizeIn":2.5'),
    });
    expect(
      rowsOf((await take(own.admin, 'hydrants.csv?type=cistern')).text).map(({ number }) => number),
    ).toEqual(['H2']);
    const map = JSON.parse((await take(own.admin, 'hydrants.geojson')).text);
    expect(map.features[0]).toMatchObject({ id: one.id, geometry: location, properties: { outlets } });
    expect((await own.admin.get('/exports/hydrants.xlsx')).status).toBe(200);
    const plain = new TextDecoder().decode((await own.admin.get('/exports/hydrants.csv')).bytes);
    expect(plain.split('\r\n')[0]).toContain('"Rated flow (gpm)"');
  });

  test("holds every record of one's own agency, those at a partner's places too, and none of a partner's", async () => {
    const { own, partner, ours, theirs } = await shared();
    const mine = [
      await permit(own, ours.id, { number: 'OWN-1' }),
      await permit(own, theirs.id, { number: 'OWN-2' }),
    ];
    await permit(partner, ours.id, { number: 'CANARY-1' });
    await permit(partner, theirs.id, { number: 'CANARY-2' });
    for (const placeId of [ours.id, theirs.id])
      for (const [agency, type] of [
        [own, 'Annual'],
        [partner, 'CANARY'],
      ] as const)
        await must(agency.admin, '/inspections', { placeId, type, status: 'inProgress' });
    expect((await own.admin.get('/permits?count=exact')).body.total).toBe(4);
    const permits = await take(own.admin, 'permits.csv');
    expect(rowsOf(permits.text).map((row) => row.id)).toEqual(mine.map(({ id }) => id));
    expect(rowsOf(permits.text)[1]).toMatchObject({
      addressLine: '2 Partner Street',
      placeOwner: 'Partner FD',
    });
    const inspections = await take(own.admin, 'inspections.csv');
    expect(rowsOf(inspections.text).map((row) => row.type)).toEqual(['Annual', 'Annual']);
    const places = await take(own.admin, 'places.csv');
    expect(rowsOf(places.text)).toMatchObject([
      { id: ours.id, addressLine: '1 Own Street', notes: 'key under the mat' },
    ]);
    for (const path of ['permits', 'inspections', 'places'])
      for (const kind of ['csv', 'geojson'])
        expect((await take(own.admin, `${path}.${kind}`)).text).not.toContain('CANARY');
    expect((await take(own.admin, 'places.geojson')).text).not.toContain('Partner Street');
  });

  test("has none of the own records that went dark with a partner's setting", async () => {
    const { own, partner, ours, theirs } = await shared();
    await permit(own, ours.id, { number: 'LIGHT' });
    await permit(own, theirs.id, { number: 'DARK' });
    await world.grant(partner, own, { addressShareModule: 'none' });
    expect(rowsOf((await take(own.admin, 'permits.csv')).text).map((row) => row.number)).toEqual(['LIGHT']);
  });

  test('as GeoJSON is a collection of points that reads as the records do', async () => {
    const { own, ours } = await shared();
    const made = await permit(own, ours.id, { description: 'One "tent"\nof two' });
    const { headers, text } = await take(own.admin, 'permits.geojson');
    expect(headers.get('content-type')).toContain('application/geo+json');
    expect(JSON.parse(text)).toMatchObject({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          id: made.id,
          geometry: made.place.location,
          properties: {
            number: made.number,
            description: 'One "tent"\nof two',
            status: 'applied',
            withheld: false,
          },
        },
      ],
    });
    const empty = await take(own.admin, 'permits.geojson?status=revoked');
    expect(JSON.parse(empty.text)).toEqual({ type: 'FeatureCollection', features: [] });
  });

  test('has cells that no spreadsheet runs', async () => {
    const { own, ours } = await shared();
    await permit(own, ours.id, { description: '=HYPERLINK("http://x")', type: '+1', notes: '@sum' });
    const [row] = rowsOf((await take(own.admin, 'permits.csv')).text);
    expect(row).toMatchObject({ description: `'=HYPERLINK("http://x")`, type: "'+1", notes: "'@sum" });
  });

  test('takes the filters of the list and refuses what is none', async () => {
    const { own, ours } = await shared();
    await permit(own, ours.id, { number: 'A', status: 'issued' });
    await permit(own, ours.id, { number: 'B', type: 'Fair' });
    const numbers = async (query: string) =>
      rowsOf((await take(own.admin, `permits.csv?${query}`)).text).map((row) => row.number);
    expect(await numbers('status=issued')).toEqual(['A']);
    expect(await numbers('q=fair')).toEqual(['B']);
    expect(await numbers('bbox=-88,42,-87,43')).toEqual(['A', 'B']);
    expect(await numbers(`place=${ours.id}&type=Fair`)).toEqual(['B']);
    for (const query of ['limit=1', 'agency=x', 'colour=red', 'access=shared'])
      expect((await take(own.admin, `permits.csv?${query}`)).status, query).toBe(400);
  });

  test('is logged with its filters and its size, needs Read, and is nobody else’s to view as', async () => {
    const { own, partner, ours } = await shared();
    await permit(own, ours.id);
    await take(own.admin, 'permits.csv?class=operational');
    const log = await world.sql.query(
      `select person_id, kind, record_id, after from audit_entry where agency_id = $1 and action = 'export'`,
      [own.id],
    );
    expect(log.rows).toEqual([
      {
        person_id: own.admin.personId,
        kind: 'permit',
        record_id: null,
        after: { format: 'csv', filter: { class: 'operational' }, records: 1 },
      },
    ]);
    const clerk = await world.user(own, ['Addresses - Read']);
    const refused = await take(clerk, 'permits.csv');
    expect([refused.status, refused.body.missing]).toEqual([403, ['FD Permits - Read']]);
    const as = await own.admin.get('/exports/permits.csv', { headers: { 'x-view-as': partner.id } });
    expect(as.status).toBe(403);
  });

  test('of more than a page has each record once, in order', async () => {
    const agency = await world.agency('Pages FD');
    const rows = Array.from({ length: 1203 }, (_, n) => permitRow(`N-${n}`));
    const { body } = await upload(agency.admin, 'permit', permitFile(...rows));
    await mapped(agency.admin, body.id, permitMapping);
    await run(agency.admin, body.id);
    const numbers = rowsOf((await take(agency.admin, 'permits.csv')).text).map((row) => row.number);
    expect(numbers).toHaveLength(1203);
    expect(new Set(numbers)).toEqual(new Set(rows.map(([number]) => number)));
  });
});
