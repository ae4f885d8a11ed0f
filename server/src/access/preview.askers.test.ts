import type { Levels } from '@standpipe/policy';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { plant, plantPlace } from '../../test/plant.ts';
import { ask, type Module, preview, type Sheet, turns } from '../../test/previewing.ts';
import { openWorld, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

async function agencies() {
  const one = await world.agency('Boerne FD');
  const two = await world.agency('Comfort VFD');
  const three = await world.agency('Kendall County');
  return [one, two, three] as const;
}

describe('samples', () => {
  test('up to five records, what is gained first, of kinds that the asker may read', async () => {
    const [us, them] = await agencies();
    const place = await plantPlace(world, us);
    for (let n = 0; n < 4; n++) await plant(world, 'permit', us, place);
    for (let n = 0; n < 4; n++) await plant(world, 'permit', us, place, { status: 'applied' });
    const one = await plant(world, 'inspection', us, place);
    const levels: Levels = { permits: 'view', inspections: 'view' };
    const modules = await preview(us, 'user', them, levels);
    const sample = (name: string) => modules.find(({ module }) => module === name)!.sample;
    expect(new Set(sample('permits').map(({ id }) => id)).size).toBe(5);
    expect(sample('inspections')).toMatchObject([
      {
        kind: 'inspection',
        id: one.id,
        label: `${one.number} · Hot work, ${place.addressLine}`,
        change: 'gained',
        location: { type: 'Point', coordinates: [-87.84, 42.36] },
      },
    ]);
    const some = await world.user(us, ['Admin - User Data Sharing', 'FD Permits - Read']);
    const { body } = await ask(some, 'user', [them, levels]);
    const [inspections, , permits] = body.partners[0].modules;
    expect([inspections.gains, inspections.sample]).toEqual([1, []]);
    expect([permits.gains, permits.sample.length]).toEqual([8, 5]);
  });

  test('kinds that the asker may not read take no room in the sample', async () => {
    const [us, them] = await agencies();
    const place = await plantPlace(world, us);
    for (let n = 0; n < 6; n++) await plant(world, 'inspection', them, place);
    const readable = await plant(world, 'permit', them, place);
    await world.grant(them, us, { permits: 'view', inspections: 'view' });
    const some = await world.user(us, ['Admin - User Data Sharing', 'FD Permits - Read']);
    const { body } = await ask(some, 'user', [them, { addressShareModule: 'fireInspectionAndPermit' }]);
    const { gains, sample } = body.partners[0].modules[1];
    expect([gains, sample.map(({ id }: { id: string }) => id)]).toEqual([8, [readable.id]]);
  });

  test('a partner learns that its records were shown in a sample', async () => {
    const [us, them] = await agencies();
    const theirs = await plant(world, 'permit', them, await plantPlace(world, us));
    await world.grant(them, us, { permits: 'view' });
    await preview(us, 'user', them, { addressShareModule: 'permit' });
    const { rows } = await world.sql.query('select ids from view_entry where agency_id = $1', [them.id]);
    expect(rows).toEqual([{ ids: [theirs.id] }]);
  });

  test('several partners come in one answer, each with its own counts', async () => {
    const [us, them, third] = await agencies();
    const place = await plantPlace(world, us);
    await plant(world, 'permit', us, place);
    await world.grant(us, third, { permits: 'view' });
    const { body } = await ask(us.admin, 'user', [them, { permits: 'view' }], [third, null]);
    expect(body.partners.map(({ modules }: { modules: Module[] }) => turns(modules))).toEqual([
      { permits: [1, 0, 0] },
      { permits: [0, 1, 0] },
    ]);
  });
});

describe('refusals are those of the save', () => {
  test('Pre-Plans without Address', async () => {
    const [us, them] = await agencies();
    const { status, body } = await ask(us.admin, 'client', [them, { prePlans: 'view' }]);
    expect([status, body.code]).toEqual([422, 'unmet_requirement']);
    expect(body.errors[0]).toMatchObject({ path: 'changes.0.levels.prePlans' });
    expect(body.detail).toContain('Set Address to View Only');
    await world.grant(us, them, { prePlans: 'view', address: 'view' });
    expect((await ask(us.admin, 'client', [them, { address: 'none' }])).status).toBe(422);
    expect((await ask(us.admin, 'client', [them, { hydrants: 'edit' }])).status).toBe(200);
  });

  test('a partner that is not on the Client sheet, one that is no agency, and the removal of one that is not there', async () => {
    const [us, them] = await agencies();
    const far = await world.agency('Far FD', { county: '06037' });
    const nowhere = '01890000-0000-7000-8000-000000000003';
    expect((await ask(us.admin, 'client', [far, { address: 'view' }])).status).toBe(404);
    expect((await ask(us.admin, 'user', [far, { permits: 'view' }])).status).toBe(200);
    for (const sheet of ['client', 'user'] as const)
      expect((await ask(us.admin, sheet, [nowhere, {}])).status).toBe(404);
    expect((await ask(us.admin, 'user', [them, null])).status).toBe(404);
  });

  test('each sheet takes its own permission, and Permit and Address Share Module FD Permits - Read', async () => {
    const [us, them] = await agencies();
    const client = await world.user(us, ['Admin - Client Data Sharing']);
    const user = await world.user(us, ['Admin - User Data Sharing']);
    const missing = async (asker: User, sheet: Sheet, levels: Levels | null) => {
      const { status, body } = await ask(asker, sheet, [them, levels]);
      return status === 403 ? body.missing : status;
    };
    expect(await missing(client, 'user', {})).toEqual(['Admin - User Data Sharing']);
    expect(await missing(user, 'client', {})).toEqual(['Admin - Client Data Sharing']);
    expect(await missing(client, 'client', { address: 'view' })).toBe(200);
    expect(await missing(user, 'user', { inspections: 'view' })).toBe(200);
    expect(await missing(user, 'user', { permits: 'view' })).toEqual(['FD Permits - Read']);
    expect(await missing(user, 'user', { addressShareModule: 'permit' })).toEqual(['FD Permits - Read']);
    await world.grant(us, them, { permits: 'view' });
    expect(await missing(user, 'user', { permits: 'view', inspections: 'view' })).toBe(200);
    expect(await missing(user, 'user', null)).toEqual(['FD Permits - Read']);
    const auditor = await world.user(us, ['Admin - Audit']);
    expect((await ask(auditor, 'user', [them, {}])).status).toBe(403);
  });

  test('a level that is none of the module’s, a module of the other sheet, the same partner twice, and ourselves', async () => {
    const [us, them] = await agencies();
    const refusals = [
      await ask(us.admin, 'user', [them, { permits: 'edit' }]),
      await ask(us.admin, 'user', [them, { address: 'view' }]),
      await ask(us.admin, 'user', [them, {}], [them, {}]),
      await ask(us.admin, 'user', [us, {}]),
      await ask(us.admin, 'user'),
      await us.admin.post('/admin/sharing/preview', { sheet: 'both', changes: [] }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(
      refusals.map(() => [400, 'invalid']),
    );
  });
});
