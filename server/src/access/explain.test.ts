import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { explain, lineOf, linesOf } from '../../test/explaining.ts';
import { plant, plantPlace } from '../../test/plant.ts';
import { openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const boerne = await world.agency('Boerne FD');
const comfort = await world.agency('Comfort VFD');
const kendall = await world.agency('Kendall County');
const uvalde = await world.agency('Uvalde FD');

const place = await plantPlace(world, boerne);
const own = await plant(world, 'permit', boerne, place);

describe('a permit in the own place', () => {
  test('says which setting is missing, in words, and who can change it', async () => {
    const { status, body } = await explain(boerne.admin, own, comfort);
    expect(status).toBe(200);
    expect(body).toMatchObject({ allowed: false, via: null, needs: 'FD Permits - Read', missing: [] });
    const line = lineOf(body, 'Boerne FD has set Permit = View Only for Comfort VFD');
    expect(line).toMatchObject({
      met: false,
      whoCanChange: 'An administrator of Boerne FD, on User Data Sharing',
    });
    expect(body.hints).toContain('To allow it: Boerne FD has set Permit = View Only for Comfort VFD.');
  });

  test('says yes by name once it is set, and shows the other setting as a hint only', async () => {
    await world.grant(boerne, comfort, { permits: 'view' });
    const { body } = await explain(boerne.admin, own, comfort);
    expect(body).toMatchObject({ allowed: true, via: 'sharedByBoth' });
    expect(lineOf(body, 'Permit = View Only').met).toBe(true);
    expect(body.hints.join()).toMatch(/Address Share Module = None now/);
    await world.grant(boerne, comfort, { addressShareModule: 'fireInspectionAndPermit' });
    expect((await explain(boerne.admin, own, comfort)).body.hints).toEqual([]);
    await world.grant(boerne, comfort, { addressShareModule: 'none' });
  });

  test('a partner may look at it but never change it', async () => {
    const { body } = await explain(boerne.admin, own, comfort, { action: 'edit' });
    expect(body).toMatchObject({ allowed: false, via: null, needs: 'FD Permits - Edit' });
    expect(lineOf(body, 'Comfort VFD is the agency that made it')).toMatchObject({
      met: false,
      whoCanChange: null,
    });
    expect(body.hints).toEqual([]);
  });

  test('what its own agency withholds is named', async () => {
    const withheld = await plant(world, 'permit', boerne, place, { withheld: true });
    const { body } = await explain(boerne.admin, withheld, comfort);
    expect(body.allowed).toBe(false);
    expect(lineOf(body, 'Boerne FD has not withheld the permit')).toMatchObject({
      met: false,
      whoCanChange: 'Boerne FD, by changing whether it is withheld',
    });
    const closed = await plant(world, 'permit', boerne, await plantPlace(world, boerne, { withheld: true }));
    const { body: inClosed } = await explain(boerne.admin, closed, comfort);
    expect(inClosed.allowed).toBe(false);
    expect(lineOf(inClosed, 'Boerne FD has not withheld the place').met).toBe(false);
  });

  test('a stored setting that does not count says why, to the agency that set it', async () => {
    const pauses: [string, string, string, string][] = [
      [
        'set user_data_sharing = false',
        'set user_data_sharing = true',
        comfort.id,
        'not enabled for Comfort VFD',
      ],
      [
        'set user_data_sharing = false',
        'set user_data_sharing = true',
        boerne.id,
        'not enabled for Boerne FD',
      ],
      ['set active = false', 'set active = true', comfort.id, 'Comfort VFD is deactivated'],
    ];
    for (const [pause, resume, agency, words] of pauses) {
      await world.sql.query(`update agency ${pause} where id = $1`, [agency]);
      const { body } = await explain(boerne.admin, own, comfort);
      await world.sql.query(`update agency ${resume} where id = $1`, [agency]);
      expect(body.allowed, words).toBe(false);
      const line = lineOf(body, 'Permit = View Only');
      expect(line).toMatchObject({ met: false, whoCanChange: 'The platform operator' });
      expect(line.why).toContain(words);
    }
    const dates = (starts: string | null, ends: string | null) =>
      world.sql.query(
        `update share_row set starts_at = $1, ends_at = $2
         where grantor_id = $3 and partner_id = $4 and sheet = 'user'`,
        [starts, ends, boerne.id, comfort.id],
      );
    for (const [starts, ends, words] of [
      ['2199-01-01', null, 'It starts on'],
      [null, '2001-01-01', 'It ended on'],
    ] as const) {
      await dates(starts, ends);
      const line = lineOf((await explain(boerne.admin, own, comfort)).body, 'Permit = View Only');
      expect(line.why).toContain(words);
      expect(line.whoCanChange).toBe('An administrator of Boerne FD, on User Data Sharing');
    }
    await dates(null, null);
  });
});

describe("a permit in another's place", () => {
  const theirs = plantPlace(world, kendall);
  const atTheirs = theirs.then((each) => plant(world, 'permit', boerne, each));

  test('its maker who is not let in cannot ask about it: for them it is not there', async () => {
    expect((await explain(boerne.admin, await atTheirs, comfort)).status).toBe(404);
  });

  test('to the maker the owner’s setting towards a third is unknown, and the owner decides', async () => {
    await world.grant(kendall, boerne, { addressShareModule: 'permit' });
    await world.grant(kendall, comfort, { permits: 'view' });
    const { body } = await explain(boerne.admin, await atTheirs, comfort);
    expect(body).toMatchObject({ allowed: null, via: null });
    expect(lineOf(body, 'Boerne FD has set Permit = View Only for Comfort VFD').met).toBe(true);
    for (const text of [
      'Kendall County has set Permit = View Only for Comfort VFD',
      'Kendall County has set Address Share Module = Permit or Fire Inspection/Permit for Comfort VFD',
      'Kendall County has not withheld the place',
    ])
      expect(lineOf(body, text)).toMatchObject({
        met: null,
        whoCanChange: 'Kendall County decides; ask them',
      });
    expect(body.hints.some((hint: string) => hint.includes('gives Comfort VFD'))).toBe(false);
  });

  test('whatever the owner has set, the maker is told the same', async () => {
    const told = async () => (await explain(boerne.admin, await atTheirs, comfort)).body;
    const before = await told();
    await world.grant(kendall, comfort, { permits: 'none', addressShareModule: 'none' });
    expect(await told()).toEqual(before);
    await world.sql.query('update place set withheld = true where id = $1', [(await theirs).id]);
    expect(await told()).toEqual(before);
    await world.sql.query('update place set withheld = false where id = $1', [(await theirs).id]);
  });

  test('it is a plain no once the maker itself gives nothing', async () => {
    expect((await explain(boerne.admin, await atTheirs, uvalde)).body).toMatchObject({ allowed: false });
  });

  test('the owner who sees it asks about its own sight, and learns nothing of a third', async () => {
    expect((await explain(kendall.admin, await atTheirs, kendall)).status).toBe(404);
    await world.grant(boerne, kendall, { permits: 'view' });
    const { body } = await explain(kendall.admin, await atTheirs, kendall);
    expect(body).toMatchObject({ allowed: true, via: 'sharedAboutOurPlace' });
    const third = await explain(kendall.admin, await atTheirs, comfort);
    expect(third.body.allowed).toBe(false);
    await world.grant(kendall, comfort, { addressShareModule: 'permit' });
    const opened = await explain(kendall.admin, await atTheirs, comfort);
    expect(opened.body.allowed).toBeNull();
    expect(lineOf(opened.body, 'Boerne FD has set Permit').whoCanChange).toBe('Boerne FD decides; ask them');
    const maker = await explain(kendall.admin, await atTheirs, boerne, { action: 'edit' });
    expect(maker.body).toMatchObject({ allowed: true, via: 'whereInvited' });
  });

  test('whether the maker itself may make more there, where only the owner knows of a withheld place, is unknown', async () => {
    const create = await explain(boerne.admin, await atTheirs, boerne, { action: 'create' });
    expect(create.body.allowed).toBeNull();
    expect(lineOf(create.body, 'Kendall County has set Address Share Module').met).toBe(true);
    expect(lineOf(create.body, 'Kendall County has not withheld the place').met).toBeNull();
  });
});

test('a pause is told at the setting that it holds back, and at no other', async () => {
  const theirs = await plant(world, 'permit', uvalde, place);
  await world.grant(uvalde, boerne, { permits: 'view' });
  await world.grant(boerne, uvalde, { addressShareModule: 'permit', permits: 'view' });
  await world.sql.query('update share_row set ends_at = now() where grantor_id = $1 and partner_id = $2', [
    boerne.id,
    uvalde.id,
  ]);
  const { body } = await explain(boerne.admin, theirs, uvalde);
  expect(body.allowed).toBe(false);
  const paused = linesOf(body).filter(({ why }) => why !== undefined);
  expect(paused.map(({ text }) => text)).not.toContainEqual(expect.stringMatching(/^Another agency/));
  expect(paused.length).toBeGreaterThan(1);
});

describe('inspections and places', () => {
  test('an inspection that is not started is not for partners, and only its own agency takes the report', async () => {
    await world.grant(boerne, comfort, { inspections: 'view' });
    const scheduled = await plant(world, 'inspection', boerne, place, { status: 'scheduled' });
    const { body } = await explain(boerne.admin, scheduled, comfort);
    expect(body.allowed).toBe(false);
    expect(lineOf(body, 'The inspection is In Progress or Completed')).toMatchObject({
      met: false,
      whoCanChange: 'Boerne FD, by changing its status',
    });
    const done = await plant(world, 'inspection', boerne, place);
    expect((await explain(boerne.admin, done, comfort)).body.allowed).toBe(true);
    for (const action of ['download', 'email']) {
      expect((await explain(boerne.admin, done, comfort, { action })).body.allowed).toBe(false);
      expect((await explain(boerne.admin, done, boerne, { action })).body.allowed).toBe(true);
    }
  });

  test('a place names every way in, and a retired one is not there', async () => {
    const one = await plantPlace(world, boerne);
    const { body } = await explain(boerne.admin, one, uvalde);
    expect(body).toMatchObject({ allowed: false, needs: 'Addresses - Read' });
    expect(body.hints).toEqual([
      'To allow it: Boerne FD has set Address = View Only for Uvalde FD.',
      'To allow it: Boerne FD has set Address Share Module = Permit or Fire Inspection/Permit for Uvalde FD.',
      'To allow it: Boerne FD has set Address Share Module = Fire Inspection or Fire Inspection/Permit for Uvalde FD.',
    ]);
    await world.sql.query('update place set retired_at = now() where id = $1', [one.id]);
    expect((await explain(boerne.admin, one, uvalde)).status).toBe(404);
  });

  test('nothing can be made at a place that is retired', async () => {
    const one = await plantPlace(world, boerne);
    const there = await plant(world, 'permit', boerne, one);
    expect((await explain(boerne.admin, there, boerne, { action: 'create' })).body.allowed).toBe(true);
    await world.sql.query('update place set retired_at = now() where id = $1', [one.id]);
    expect((await explain(boerne.admin, there, boerne, { action: 'create' })).body).toMatchObject({
      allowed: false,
      via: null,
    });
  });

  test('there is no report of a place, whoever asks', async () => {
    const { status, body } = await explain(boerne.admin, await plantPlace(world, boerne), boerne, {
      action: 'download',
    });
    expect([status, body.allowed, body.ways]).toEqual([200, false, []]);
    expect(body.hints[0]).toContain('Nobody can download a place');
  });
});
