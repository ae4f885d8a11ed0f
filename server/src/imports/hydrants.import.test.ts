import { readFileSync } from 'node:fs';
import type { ImportMapping } from '@standpipe/contract';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { csv, mapped, run, uploadForm } from './fixture.imports.ts';
import { sharedData } from './readers/fixture.ts';

const app = await startApp();
const world = await openWorld(app);
const header = ['HYDRANT_ID', 'ADDRESS', 'CITY', 'LATITUDE', 'LONGITUDE', 'FLOW', 'STATUS', 'TYPE'];
const row = (id: string, facts: Partial<Record<'lat' | 'flow' | 'status', string>> = {}) => [
  id,
  `${id} Elm St`,
  'Waukegan',
  facts.lat ?? '42.36',
  '-87.84',
  facts.flow ?? '1100',
  facts.status ?? 'ACT',
  'ST',
];

/** Uploads a file of hydrants and runs it as it is proposed, or as said. */
async function bring(
  { admin }: TestAgency,
  bytes: Buffer | string,
  change?: (mapping: ImportMapping) => ImportMapping,
  name = 'hydrants.csv',
) {
  const { body, status } = await uploadForm(app, admin, 'hydrant', Buffer.from(bytes), name);
  expect([status, body.faults]).toEqual([201, []]);
  if (change) await mapped(admin, body.id, change(body.mapping));
  return run(admin, body.id);
}
const hydrantsOf = async ({ admin }: TestAgency) => (await admin.get('/hydrants?sort=number')).body.items;
const named = async (agency: TestAgency, number: string) =>
  (await hydrantsOf(agency)).find((each: { number: string }) => each.number === number);

describe('a file of hydrants', () => {
  test('makes hydrants as it is proposed: a street type is no hydrant type, flow 0 is untested, OOS is out of service', async () => {
    const agency = await world.agency('Hydrants FD');
    const done = await bring(
      agency,
      csv(
        header,
        row('H-1'),
        row('H-2', { flow: '0' }),
        row('H-3', { status: 'OOS' }),
        row('H-4', { lat: '0' }),
      ),
      (mapping) => ({ ...mapping, bounds: [-89, 42, -87, 43] }),
    );
    expect(done.progress).toMatchObject({ created: 3, rejected: 1 });
    expect(done.rejections[0].reason).toContain('lies outside');
    expect(await hydrantsOf(agency)).toMatchObject([
      {
        number: 'H-1',
        type: 'dryBarrel',
        status: 'inService',
        ratedFlowGpm: 1100,
        flowClass: 'A',
        addressLine: 'H-1 Elm St',
      },
      { number: 'H-2', ratedFlowGpm: null, flowClass: null },
      { number: 'H-3', status: 'outOfService', statusSince: null },
    ]);
    const [first] = await hydrantsOf(agency);
    const { body: versions } = await agency.admin.get(`/hydrants/${first.id}/versions`);
    expect(versions.items).toMatchObject([{ version: 1, content: { number: 'H-1' } }]);
    const { body: log } = await agency.admin.get(`/audit?record=${first.id}`);
    expect(log.items).toMatchObject([
      { action: 'import', kind: 'hydrant', after: { number: 'H-1', status: 'inService' } },
    ]);
  });

  test('changes in its next edition what it tells anew, keeps what a crew changed, and says why a test’s rating stays', async () => {
    const agency = await world.agency('Editions FD');
    await bring(agency, csv(header, row('H-1'), row('H-2')));
    const first = await named(agency, 'H-1');
    const crew = await agency.admin.patch(
      `/hydrants/${first.id}`,
      { status: 'outOfService', statusReason: 'frozen' },
      { ifMatch: first.version },
    );
    expect(crew.status).toBe(200);
    const second = await named(agency, 'H-2');
    const tested = await agency.admin.post(`/hydrants/${second.id}/tests`, {
      testedOn: '2026-05-01',
      staticPsi: 70,
      residualPsi: 60,
      outlets: [{ sizeIn: 2.5, coefficient: 0.9, pitotPsi: 20 }],
    });
    expect(tested.status).toBe(201);
    const again = await bring(agency, csv(header, row('H-1'), row('H-2')));
    expect(again.progress).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    const next = await bring(agency, csv(header, row('H-1', { flow: '900' }), row('H-2', { flow: '900' })));
    expect(next.progress).toMatchObject({ changed: 1, unchanged: 1 });
    expect(next.warnings).toEqual([
      { text: 'the rated flow stays that of the flow test recorded here', rows: 1 },
    ]);
    expect(await named(agency, 'H-1')).toMatchObject({
      status: 'outOfService',
      statusReason: 'frozen',
      ratedFlowGpm: 900,
    });
    expect((await named(agency, 'H-2')).ratedFlowGpm).toBe(tested.body.ratedFlowGpm);
  });

  test('does not bring back a hydrant that was deleted here, unless asked', async () => {
    const agency = await world.agency('Deleted hydrants FD');
    await bring(agency, csv(header, row('H-1')));
    const { id, version } = await named(agency, 'H-1');
    await agency.admin.delete(`/hydrants/${id}`, { ifMatch: version });
    const again = await bring(agency, csv(header, row('H-1')));
    expect(again.progress).toMatchObject({ created: 0, rejected: 1 });
    expect(again.rejections[0].reason).toContain('was deleted here');
    const asked = await bring(agency, csv(header, row('H-1')), (mapping) => ({
      ...mapping,
      bringBack: true,
    }));
    expect(asked.progress).toMatchObject({ created: 1 });
  });

  test('is refused to who may not make hydrants, and says a field that the type does not have', async () => {
    const agency = await world.agency('Refused FD');
    const reader = await world.user(agency, ['Hydrants - Read', 'Addresses - Read', 'Addresses - Create']);
    const sent = await uploadForm(app, reader, 'hydrant', Buffer.from(csv(header, row('H-1'))), 'h.csv');
    expect([sent.status, sent.body.code]).toEqual([403, 'not_allowed']);
    const done = await bring(
      agency,
      csv(
        ['Number', 'Type', 'Lng', 'Lat', 'Main size'],
        ['P-1', 'pond', '-87.84', '42.36', '8'],
        ['P-2', 'dry barrel', '-87.84', '42.36', '8'],
      ),
    );
    expect(done.progress).toMatchObject({ created: 1, rejected: 1 });
    expect(done.rejections[0].reason).toContain('does not apply to a hydrant of type pond');
  });

  test('of a partner is untouched: the same key makes a hydrant of one’s own', async () => {
    const [owner, other] = [await world.agency('One FD'), await world.agency('Other FD')];
    await world.grant(owner, other, { hydrants: 'edit' });
    await bring(owner, csv(header, row('H-1')));
    const done = await bring(other, csv(header, row('H-1', { flow: '500' })));
    expect(done.progress).toMatchObject({ created: 1 });
    expect(await named(owner, 'H-1')).toMatchObject({ ratedFlowGpm: 1100 });
  });
});

/** Those that Cambridge calls OOS, removed or abandoned in one of four columns. */
const outOfServiceInCambridge = 31;
const outside = (rows: number) => ({ rows, text: 'the point lies outside IL' });

/** Real files with the mapping as it is proposed: what comes in, why the rest does not, and what is worth a look. */
const files = [
  ['hydrants-lake-county-il/fire-hydrants.csv.gz', 4278, 4277, ['1 FeatureID … is on line … already'], []],
  [
    'hydrants-tulsa-ok/hydrants.csv.gz',
    16_201,
    16_118,
    [
      '76 the point …, … lies outside the bounds of this import',
      '7 HYDRANT_ID + LATITUDE + LONGITUDE … is on line … already',
    ],
    [outside(16_118), { rows: 6219, text: 'FLOW is more than 10,000 and was left out' }],
  ],
  ['cambridge-ma/hydrants.geojson.gz', 1960, 1924, ['36 no HYDRANT_ID'], [outside(1924)]],
] as const;

describe('real files, as they are proposed', () => {
  for (const [path, rows, created, why, look] of files) {
    const { absent, path: file } = sharedData(path);
    test.skipIf(absent)(path, { timeout: 180_000 }, async () => {
      const agency = await world.agency(`Real ${path}`);
      const name = path.split('/')[1]!;
      const { body } = await uploadForm(app, agency.admin, 'hydrant', readFileSync(file), name);
      expect(body.faults).toEqual([]);
      const done = await run(agency.admin, body.id);
      expect({
        status: done.status,
        rows: done.progress.rowsRead,
        created: done.progress.created,
        why: done.rejections.map((each: { rows: number; reason: string }) => `${each.rows} ${each.reason}`),
        look: done.warnings.sort((one: { rows: number }, other: { rows: number }) => other.rows - one.rows),
      }).toEqual({ status: 'done', rows, created, why, look });
      const out = await agency.admin.get('/hydrants?status=outOfService&count=exact&limit=1');
      expect(out.body.total).toBe(path.startsWith('cambridge') ? outOfServiceInCambridge : 0);
    });
  }
});
