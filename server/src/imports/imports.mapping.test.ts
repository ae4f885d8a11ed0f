import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { mapped, permitFile, permitMapping, permitRow, run, upload } from './fixture.imports.ts';

const app = await startApp();
const world = await openWorld(app);

const totals = async ({ admin }: TestAgency) => ({
  permits: (await admin.get('/permits?count=exact')).body.total,
  places: (await admin.get('/places?count=exact')).body.total,
});

describe('a mapping', () => {
  test('that lacks something says what, and the import does not run until it is there', async () => {
    const agency = await world.agency('Lacking FD');
    const { body } = await upload(agency.admin, 'permit', permitFile(permitRow('1')));
    const wrong = {
      ...permitMapping,
      fields: [
        { field: 'type', columns: ['Nothing'] },
        { field: 'colour', constant: 'x' },
        { field: 'class', constant: 'red' },
      ],
    };
    const { faults } = await mapped(agency.admin, body.id, wrong);
    expect(faults.map((each: { code: string }) => each.code)).toEqual(
      expect.arrayContaining(['unknown_column', 'unknown_field', 'enum', 'required']),
    );
    const refused = await agency.admin.post(`/imports/${body.id}/run`);
    expect([refused.status, refused.body.code]).toEqual([422, 'unmet_requirement']);
    expect((await mapped(agency.admin, body.id, permitMapping)).faults).toEqual([]);
  });

  test('is set at the version that was read, strictly, and never while the import runs', async () => {
    const agency = await world.agency('Strict FD');
    const { body } = await upload(agency.admin, 'permit', permitFile(permitRow('1')));
    const path = `/imports/${body.id}`;
    expect((await agency.admin.patch(path, { mapping: permitMapping })).status).toBe(428);
    expect((await agency.admin.patch(path, { mapping: permitMapping }, { ifMatch: 9 })).status).toBe(412);
    expect((await agency.admin.patch(path, { status: 'done' }, { ifMatch: 1 })).status).toBe(400);
    expect((await agency.admin.patch(path, { preset: 'nowhere' }, { ifMatch: 1 })).status).toBe(400);
    expect((await agency.admin.patch(path, {}, { ifMatch: 1 })).body.version).toBe(1);
    await world.sql.query(
      `update import_job set status = 'running', membership_id = $2, started_at = now(), lease = gen_random_uuid(),
        leased_until = now() + interval '1 hour' where id = $1`,
      [body.id, agency.admin.membershipId],
    );
    const busy = [
      await agency.admin.patch(path, { mapping: permitMapping }, { ifMatch: 1 }),
      await agency.admin.post(`${path}/run`),
      await agency.admin.delete(path, { ifMatch: 1 }),
    ];
    expect(busy.map(({ status }) => status)).toEqual([409, 409, 409]);
  });
});

describe('a dry run', () => {
  test('tells what would happen and writes no record, no entry of one and no event', async () => {
    const agency = await world.agency('Dry FD');
    const { body } = await upload(
      agency.admin,
      'permit',
      permitFile(permitRow('1'), permitRow('2', { lat: 'NaN' })),
    );
    await mapped(agency.admin, body.id, permitMapping);
    const done = await run(agency.admin, body.id, 'dry-run');
    expect(done).toMatchObject({
      status: 'done',
      dryRun: true,
      progress: { rowsTotal: 2, rowsRead: 2, created: 1, rejected: 1, placesCreated: 1 },
    });
    expect(await totals(agency)).toEqual({ permits: 0, places: 0 });
    const entries = await world.sql.query(
      `select kind from audit_entry where agency_id = $1 and kind <> 'import'`,
      [agency.id],
    );
    expect(entries.rows).toEqual([]);
  });
});
