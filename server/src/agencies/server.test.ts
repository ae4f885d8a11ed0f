import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { registryOf, registryRow } from '../../test/registry.ts';
import { openSheets } from '../../test/sheets.ts';
import { upload, uploadForm } from '../../test/upload.ts';

const { world, operator } = await openSheets();
const path = '/operator/registry-import';
const file = Buffer.from(
  registryOf([
    registryRow('LK1', 'Zion Fire', 'Lake'),
    registryRow('CK1', 'Evanston Fire', 'Cook'),
    registryRow('LK2', '', 'Lake'),
    registryRow('WI1', 'Kenosha Fire', 'Kenosha', 'WI'),
  ]),
);
const named = async (name: string) =>
  (await operator.get(`/operator/agencies?q=${name}`)).body.items.length as number;

describe('the server’s health', () => {
  test('is told in figures to the operator, and to nobody else', async () => {
    const { status, body } = await operator.get('/operator/health');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      database: { version: expect.stringMatching(/^\d+/), bytes: expect.any(Number) },
      node: { version: process.version, liveSockets: 0 },
      mail: { configured: false },
      queues: { notices: expect.any(Number) },
    });
    expect(body.migrations.applied).toBeGreaterThan(10);
    expect(body.migrations.last).toMatch(/^00\d\d-/);
    const { rows } = await world.sql.query('select count(*)::integer as n from agency');
    expect(body.counts.agencies).toBe(rows[0].n);
    const own = await world.agency('Own FD');
    expect((await own.admin.get('/operator/health')).body.missing).toEqual(['operator']);
  });
});

describe('the registry', () => {
  test('on a dry run says what would come and writes nothing', async () => {
    const { status, body } = await upload(operator, `${path}?dryRun=true`, file, 'text/csv');
    expect(status).toBe(200);
    expect(body).toMatchObject({ dryRun: true, created: 3, changed: 0, unchanged: 0, rejected: 1 });
    expect(body.rejectedRows).toEqual([
      { line: 4, reason: 'the department has no name', row: expect.objectContaining({ FDID: 'LK2' }) },
    ]);
    expect(await named('Zion')).toBe(0);
  });

  test('comes by state and county, plain or zipped, as a body or a form, and once', async () => {
    const first = await upload(operator, `${path}?state=IL&county=17097`, gzipSync(file), 'application/gzip');
    expect(first.body).toMatchObject({ dryRun: false, created: 1, rejected: 1 });
    expect([await named('Zion'), await named('Evanston'), await named('Kenosha')]).toEqual([1, 0, 0]);
    const again = await uploadForm(operator, path, file, 'text/csv');
    expect(again.body).toMatchObject({ created: 2, unchanged: 1, rejected: 1 });
    expect([await named('Zion'), await named('Evanston'), await named('Kenosha')]).toEqual([1, 1, 1]);
  });

  test('is refused where it is no such file, and makes nothing', async () => {
    const before = (await operator.get('/operator/health')).body.counts.agencies;
    for (const [bytes, type, status] of [
      [Buffer.from('a,b\n1,2\n'), 'text/csv', 422],
      [Buffer.from('x'), 'application/json', 415],
      [gzipSync(file).subarray(0, 40), 'application/gzip', 422],
    ] as const)
      expect((await upload(operator, path, bytes, type)).status, type).toBe(status);
    expect((await upload(operator, `${path}?state=ZZ`, file, 'text/csv')).status).toBe(400);
    expect((await upload(operator, `${path}?county=99999`, file, 'text/csv')).status).toBe(400);
    expect((await operator.get('/operator/health')).body.counts.agencies).toBe(before);
  });

  test('is the operator’s alone', async () => {
    const own = await world.agency('Sole FD');
    expect((await upload(own.admin, path, file, 'text/csv')).status).toBe(403);
  });
});
