import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { asSystem } from '../db/system.ts';
import { mapped, permitFile, permitMapping, permitRow, run, upload, uploadForm } from './fixture.imports.ts';
import { sweepJobs } from './runs/leases.store.ts';

const app = await startApp();
const world = await openWorld(app);

const totals = async ({ admin }: TestAgency) => ({
  permits: (await admin.get('/permits?count=exact')).body.total,
  places: (await admin.get('/places?count=exact')).body.total,
});

describe('a file', () => {
  const kept = async (id: string) =>
    (
      await world.sql.query(
        `select (select count(*)::integer from import_job where id = $1) as jobs,
          (select count(*)::integer from import_chunk where import_id = $1) as chunks,
          (select count(*)::integer from import_rejection where import_id = $1) as rejections`,
        [id],
      )
    ).rows[0];
  const gone = { jobs: 0, chunks: 0, rejections: 0 };
  const imported = async (agency: TestAgency) => {
    const { body } = await upload(
      agency.admin,
      'permit',
      permitFile(permitRow('1'), permitRow('2', { lat: 'x' })),
    );
    await mapped(agency.admin, body.id, permitMapping);
    return run(agency.admin, body.id);
  };

  test('is deleted with its rejected rows once its time is over; what came of it stays', async () => {
    const agency = await world.agency('Kept FD');
    const [old, young] = [await imported(agency), await imported(agency)];
    expect(await kept(old.id)).toEqual({ jobs: 1, chunks: 1, rejections: 1 });
    await world.sql.query("update import_job set kept_until = now() - interval '1 second' where id = $1", [
      old.id,
    ]);
    await asSystem(app.house.database, sweepJobs);
    expect([await kept(old.id), await kept(young.id)]).toEqual([gone, { jobs: 1, chunks: 1, rejections: 1 }]);
    expect(await totals(agency)).toEqual({ permits: 1, places: 1 });
  });

  test('is deleted at once by who may, at the version they have read, with an entry in the log', async () => {
    const agency = await world.agency('Deleted FD');
    const { id, version } = await imported(agency);
    expect((await agency.admin.delete(`/imports/${id}`)).status).toBe(428);
    expect((await agency.admin.delete(`/imports/${id}`, { ifMatch: version })).status).toBe(204);
    expect(await kept(id)).toEqual(gone);
    expect((await agency.admin.get(`/imports/${id}/rejected.csv`)).status).toBe(404);
    const log = await world.sql.query(
      `select action, person_id from audit_entry where agency_id = $1 and kind = 'import' order by id`,
      [agency.id],
    );
    expect(log.rows.map((row) => row.action)).toEqual(['create', 'edit', 'run', 'finish', 'delete']);
    expect(new Set(log.rows.map((row) => row.person_id))).toEqual(new Set([agency.admin.personId]));
  });

  test('that is damaged midway is refused before anything of it is written', async () => {
    const agency = await world.agency('Damaged FD');
    const whole = gzipSync(permitFile(...Array.from({ length: 5000 }, (_, n) => permitRow(`D-${n * 7919}`))));
    const cut = await uploadForm(
      app,
      agency.admin,
      'permit',
      whole.subarray(0, whole.length - 200),
      'cut.csv.gz',
    );
    expect([cut.status, cut.body.detail]).toEqual([400, expect.stringContaining('cannot be read')]);
    expect(await totals(agency)).toEqual({ permits: 0, places: 0 });
  });
});

describe('imports of another agency', () => {
  test('do not exist: every path is 404 and the list is empty', async () => {
    const [agency, other] = [await world.agency('Mine FD'), await world.agency('Theirs FD')];
    await world.grant(agency, other, { permits: 'view', addressShareModule: 'permit', address: 'view' });
    const { body } = await upload(agency.admin, 'permit', permitFile(permitRow('1')));
    const path = `/imports/${body.id}`;
    const answers = [
      await other.admin.get(path),
      await other.admin.patch(path, { mapping: permitMapping }, { ifMatch: 1 }),
      await other.admin.delete(path, { ifMatch: 1 }),
      await other.admin.get(`${path}/rejected.csv`),
      ...(await Promise.all(
        ['dry-run', 'run', 'stop', 'resume'].map((verb) => other.admin.post(`${path}/${verb}`)),
      )),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect((await other.admin.get('/imports?count=exact')).body).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });
    expect((await agency.admin.get('/imports?count=exact')).body).toMatchObject({
      total: 1,
      items: [{ id: body.id }],
    });
  });

  test('and of a kind one may not bring in are not there either', async () => {
    const agency = await world.agency('Kinds FD');
    const { body } = await upload(agency.admin, 'permit', permitFile(permitRow('1')));
    const surveyor = await world.user(agency, ['Addresses - Read', 'Addresses - Create', 'Addresses - Edit']);
    expect((await surveyor.get(`/imports/${body.id}`)).status).toBe(404);
    expect((await surveyor.get('/imports')).body.items).toEqual([]);
    const reader = await world.user(agency, ['FD Permits - Read']);
    expect((await reader.get(`/imports/${body.id}`)).status).toBe(403);
  });
});
