import type { Levels } from '@standpipe/policy';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { plant, plantPlace } from '../../test/plant.ts';
import { openWorld, type TestAgency, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

interface Module {
  readonly module: string;
  readonly gains: number;
  readonly loses: number;
  readonly dependsOnOthers: number;
  readonly sample: { kind: string; id: string; label: string; change: string }[];
  readonly why?: string;
}

type Sheet = 'client' | 'user';
const ask = (asker: User, sheet: Sheet, ...changes: [TestAgency | string, Levels | null][]) =>
  asker.post('/admin/sharing/preview', {
    sheet,
    changes: changes.map(([partner, levels]) => ({
      partnerId: typeof partner === 'string' ? partner : partner.id,
      levels,
    })),
  });

async function preview(asker: TestAgency, sheet: Sheet, partner: TestAgency, levels: Levels | null) {
  const { status, body } = await ask(asker.admin, sheet, [partner, levels]);
  expect([status, body.partners?.[0]?.partnerId], JSON.stringify(body)).toEqual([200, partner.id]);
  return body.partners[0].modules as Module[];
}

/** The counts that are not nought, in short: gained, lost, and hanging on others. */
const turns = (modules: readonly Module[]) =>
  Object.fromEntries(
    modules
      .filter(({ gains, loses, dependsOnOthers }) => gains + loses + dependsOnOthers > 0)
      .map(({ module, gains, loses, dependsOnOthers }) => [module, [gains, loses, dependsOnOthers]]),
  );

async function agencies() {
  const one = await world.agency('Boerne FD');
  const two = await world.agency('Comfort VFD');
  const three = await world.agency('Kendall County');
  return [one, two, three] as const;
}

describe('own records at own places', () => {
  test('a setting counts what it opens and leaves out what is withheld or not yet for partners', async () => {
    const [us, them] = await agencies();
    const place = await plantPlace(world, us);
    const closed = await plantPlace(world, us, { withheld: true });
    await plant(world, 'permit', us, place);
    await plant(world, 'permit', us, place, { status: 'denied' });
    await plant(world, 'permit', us, place, { withheld: true });
    await plant(world, 'permit', us, closed);
    await plant(world, 'inspection', us, place, { status: 'inProgress' });
    await plant(world, 'inspection', us, place, { status: 'scheduled' });
    const up = { permits: 'view', inspections: 'view' } as const;
    expect(turns(await preview(us, 'user', them, up))).toEqual({
      permits: [2, 0, 0],
      inspections: [1, 0, 0],
    });
    expect(await world.sql.query('select from share_row where grantor_id = $1', [us.id])).toMatchObject({
      rowCount: 0,
    });
    await world.grant(us, them, { ...up, addressShareModule: 'permit' });
    expect(turns(await preview(us, 'user', them, { permits: 'none' }))).toEqual({ permits: [0, 2, 0] });
    expect(turns(await preview(us, 'user', them, null))).toEqual({
      permits: [0, 2, 0],
      inspections: [0, 1, 0],
      addressShareModule: [0, 1, 0],
    });
    expect(turns(await preview(us, 'user', them, {}))).toEqual({});
  });

  test('a place that is retired is counted no more, and the records at it still are', async () => {
    const [us, them] = await agencies();
    const place = await plantPlace(world, us);
    await plant(world, 'permit', us, place);
    await plantPlace(world, us);
    await world.sql.query('update place set retired_at = now() where id = $1', [place.id]);
    expect(turns(await preview(us, 'client', them, { address: 'view' }))).toEqual({ address: [1, 0, 0] });
    expect(turns(await preview(us, 'user', them, { permits: 'view', addressShareModule: 'permit' }))).toEqual(
      {
        permits: [1, 0, 0],
        addressShareModule: [1, 0, 0],
      },
    );
  });

  test('the modules of a sheet that have records are all there, those that are not built yet are absent', async () => {
    const [us, them] = await agencies();
    const names = async (sheet: Sheet) => (await preview(us, sheet, them, {})).map(({ module }) => module);
    expect(await names('user')).toEqual(['inspections', 'addressShareModule', 'permits']);
    expect(await names('client')).toEqual(['address']);
  });
});

describe('Address Share Module', () => {
  test('it counts places and the partner’s own records at them that we see, and not those that we do not', async () => {
    const [us, them] = await agencies();
    const place = await plantPlace(world, us);
    await plantPlace(world, us, { withheld: true });
    await plant(world, 'permit', them, place);
    await plant(world, 'permit', them, place, { withheld: true });
    await plant(world, 'inspection', them, place);
    const up = { addressShareModule: 'fireInspectionAndPermit' } as const;
    expect(turns(await preview(us, 'user', them, up))).toEqual({ addressShareModule: [1, 0, 0] });
    await world.grant(them, us, { permits: 'view' });
    expect(turns(await preview(us, 'user', them, up))).toEqual({ addressShareModule: [2, 0, 0] });
    expect(turns(await preview(us, 'user', them, { addressShareModule: 'fireInspection' }))).toEqual({
      addressShareModule: [1, 0, 0],
    });
  });

  test('a place seen with more or fewer fields is neither gained nor lost', async () => {
    const [us, them] = await agencies();
    await plantPlace(world, us);
    await world.grant(us, them, { address: 'view' });
    expect(turns(await preview(us, 'user', them, { addressShareModule: 'permit' }))).toEqual({});
    await world.grant(us, them, { addressShareModule: 'permit' });
    expect(turns(await preview(us, 'client', them, { address: 'none' }))).toEqual({});
    expect(turns(await preview(us, 'user', them, { addressShareModule: 'fireInspection' }))).toEqual({});
    await world.grant(us, them, { addressShareModule: 'none' });
    expect(turns(await preview(us, 'client', them, { address: 'none' }))).toEqual({ address: [0, 1, 0] });
  });
});

describe('records that others have a say in', () => {
  test('they count as hanging on others, whatever the others have set', async () => {
    const [us, them, third] = await agencies();
    const ours = await plantPlace(world, us);
    const theirs = await plantPlace(world, third);
    await plant(world, 'permit', us, theirs);
    const foreign = await plant(world, 'permit', third, ours);
    await world.grant(third, us, { addressShareModule: 'permit', permits: 'view' });
    const up = { permits: 'view' } as const;
    expect(turns(await preview(us, 'user', them, up))).toEqual({ permits: [0, 0, 2] });
    await world.grant(third, them, { permits: 'view' });
    expect(turns(await preview(us, 'user', them, up))).toEqual({ permits: [0, 0, 2] });
    await world.sql.query('update place set withheld = true where id = $1', [theirs.id]);
    expect(turns(await preview(us, 'user', them, up))).toEqual({ permits: [0, 0, 2] });
    await world.grant(us, them, up);
    expect((await them.admin.get(`/permits/${foreign.id}`)).status).toBe(200);
    expect(turns(await preview(us, 'user', them, null))).toEqual({ permits: [0, 0, 2] });
  });

  test('a record that went dark for us is counted for nobody', async () => {
    const [us, them, third] = await agencies();
    const theirs = await plantPlace(world, them);
    const elsewhere = await plantPlace(world, third);
    await plant(world, 'permit', us, theirs);
    await plant(world, 'permit', us, elsewhere);
    const up = { permits: 'view' } as const;
    expect(turns(await preview(us, 'user', them, up))).toEqual({});
    await world.grant(them, us, { addressShareModule: 'permit' });
    expect(turns(await preview(us, 'user', them, up))).toEqual({ permits: [1, 0, 0] });
  });

  test('where either of two settings opens a third’s record, the one whose change decides counts it', async () => {
    const [us, them, third] = await agencies();
    await plant(world, 'permit', third, await plantPlace(world, us));
    await world.grant(third, us, { permits: 'view' });
    const both = { permits: 'view', addressShareModule: 'permit' } as const;
    const of = async (levels: Levels) => {
      const { addressShareModule = [0, 0, 0], permits } = turns(await preview(us, 'user', them, levels));
      return [addressShareModule[2], permits?.[2] ?? 0];
    };
    expect(await of({ addressShareModule: 'permit' })).toEqual([1, 0]);
    expect(await of(both)).toEqual([0, 1]);
    await world.grant(us, them, both);
    expect(await of({ permits: 'none' })).toEqual([0, 0]);
    expect(await of({ permits: 'none', addressShareModule: 'none' })).toEqual([0, 1]);
  });
});

describe('rows that would not count', () => {
  test('nothing is gained or lost while something pauses the row, and the answer says what', async () => {
    const pauses: [0 | 1, Sheet, string, string][] = [
      [1, 'user', 'user_data_sharing = false', 'User Data Sharing is not enabled for Comfort VFD'],
      [0, 'user', 'user_data_sharing = false', 'User Data Sharing is not enabled for Boerne FD'],
      [0, 'client', 'client_data_sharing = false', 'Client Data Sharing is not enabled for Boerne FD'],
      [1, 'user', 'active = false', 'Comfort VFD is deactivated'],
      [1, 'client', 'active = false', 'Comfort VFD is deactivated'],
    ];
    for (const [whose, sheet, fact, why] of pauses) {
      const pair = await agencies();
      await plant(world, 'permit', pair[0], await plantPlace(world, pair[0]));
      await world.sql.query(`update agency set ${fact} where id = $1`, [pair[whose].id]);
      const levels: Levels = sheet === 'user' ? { permits: 'view' } : { address: 'view' };
      const modules = await preview(pair[0], sheet, pair[1], levels);
      expect(turns(modules), why).toEqual({});
      for (const module of modules) expect(module.why).toContain(why);
      expect(modules.flatMap(({ sample }) => sample)).toEqual([]);
    }
  });

  test('rows with dates count as if they were in force', async () => {
    const [us, them] = await agencies();
    await plant(world, 'permit', us, await plantPlace(world, us));
    await world.grant(us, them, { permits: 'view' });
    await world.sql.query("update share_row set starts_at = '2199-01-01' where grantor_id = $1", [us.id]);
    expect(turns(await preview(us, 'user', them, null))).toEqual({ permits: [0, 1, 0] });
    await world.sql.query(
      "update share_row set starts_at = null, ends_at = '2001-01-01' where grantor_id = $1",
      [us.id],
    );
    expect(turns(await preview(us, 'user', them, null))).toEqual({ permits: [0, 1, 0] });
  });
});

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
