import type { Levels } from '@standpipe/policy';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { plant, plantPlace } from '../../test/plant.ts';
import { type Module, preview, type Sheet, turns } from '../../test/previewing.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

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
    expect(await names('client')).toEqual(['prePlans', 'hydrants', 'address']);
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

describe('dates', () => {
  const day = 86_400_000;
  const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
  const dated = async (
    us: TestAgency,
    them: TestAgency,
    dates: { startsAt?: string | null; endsAt?: string | null },
    levels: Levels | null = {},
  ) => {
    const { status, body } = await us.admin.post('/admin/sharing/preview', {
      sheet: 'user',
      changes: [{ partnerId: them.id, levels, ...dates }],
    });
    expect(status, JSON.stringify(body)).toBe(200);
    const [{ modules, later, why }] = body.partners;
    return {
      now: turns(modules),
      later: later.map((each: { at: string; event: string; modules: Module[] }) => [
        each.event,
        each.at,
        turns(each.modules),
      ]),
      why,
    };
  };
  const sharing = async () => {
    const [us, them] = await agencies();
    const place = await plantPlace(world, us);
    await plant(world, 'permit', us, place);
    await plant(world, 'permit', us, place);
    await world.grant(us, them, { permits: 'view' });
    return [us, them] as const;
  };

  test('an end in the past takes the records away at the save, and clearing it gives them back', async () => {
    const [us, them] = await sharing();
    expect(await dated(us, them, { endsAt: inDays(-1) })).toEqual({
      now: { permits: [0, 2, 0] },
      later: [],
      why: undefined,
    });
    await world.sql.query(
      `update share_row set ends_at = now() - interval '1 day' where grantor_id = $1 and sheet = 'user'`,
      [us.id],
    );
    expect(await dated(us, them, { endsAt: null })).toEqual({
      now: { permits: [2, 0, 0] },
      later: [],
      why: undefined,
    });
    const still = await dated(us, them, { endsAt: inDays(-2) }, { inspections: 'view' });
    expect([still.now, still.later]).toEqual([{}, []]);
    expect(still.why).toMatch(/^It ended on/);
  });

  test('a start and an end to come are answered for the save and for each date', async () => {
    const [us, them] = await sharing();
    const [startsAt, endsAt] = [inDays(1), inDays(2)];
    expect(await dated(us, them, { startsAt, endsAt })).toEqual({
      now: { permits: [0, 2, 0] },
      later: [
        ['starts', startsAt, { permits: [2, 0, 0] }],
        ['ends', endsAt, { permits: [0, 2, 0] }],
      ],
      why: undefined,
    });
    expect((await dated(us, them, { endsAt })).now).toEqual({});
  });

  test('a removed row loses what it gives now, whatever dates come with it', async () => {
    const [us, them] = await sharing();
    expect(await dated(us, them, { endsAt: inDays(5) }, null)).toMatchObject({
      now: { permits: [0, 2, 0] },
      later: [],
    });
  });

  test('an end before the start is refused with its place in the body', async () => {
    const [us, them] = await sharing();
    const { status, body } = await us.admin.post('/admin/sharing/preview', {
      sheet: 'user',
      changes: [{ partnerId: them.id, levels: {}, startsAt: inDays(2), endsAt: inDays(1) }],
    });
    expect([status, body.errors[0].path]).toEqual([400, 'changes.0.endsAt']);
  });
});
