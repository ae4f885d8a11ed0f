import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { explain } from '../../test/explaining.ts';
import { type PlantedWork, plant, plantPlace } from '../../test/plant.ts';
import { openWorld, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const boerne = await world.agency('Boerne FD');
const comfort = await world.agency('Comfort VFD');
const uvalde = await world.agency('Uvalde FD');

const place = await plantPlace(world, boerne);
const own = await plant(world, 'permit', boerne, place);

describe('one user', () => {
  test('a colleague without the permission is told which one', async () => {
    const reader = await world.user(boerne, ['FD Permits - Read']);
    for (const userId of [reader.membershipId, reader.personId]) {
      const edit = await explain(boerne.admin, own, boerne, { userId, action: 'edit' });
      expect(edit.body).toMatchObject({ allowed: false, via: null, missing: ['FD Permits - Edit'] });
      const view = await explain(boerne.admin, own, boerne, { userId });
      expect(view.body).toMatchObject({ allowed: true, via: 'inOurPlace', missing: [] });
    }
    await world.sql.query('update membership set active = false where id = $1', [reader.membershipId]);
    const gone = await explain(boerne.admin, own, boerne, { userId: reader.membershipId });
    expect(gone.body).toMatchObject({ allowed: false, via: null });
    expect(gone.body.hints[0]).toContain('deactivated');
  });

  test("another agency's user cannot be asked about, whichever agency is named", async () => {
    const { membershipId: userId } = comfort.admin;
    const theirs = await explain(boerne.admin, own, comfort, { userId });
    expect([theirs.status, theirs.body.errors[0].path]).toEqual([400, 'userId']);
    expect((await explain(boerne.admin, own, boerne, { userId })).status).toBe(404);
  });
});

describe('who may ask', () => {
  const ask = (asker: User, record: PlantedWork = own) => explain(asker, record, comfort);

  test('an administrator of either sheet or an auditor, with the right to read the kind', async () => {
    for (const admin of [
      'Admin - Client Data Sharing',
      'Admin - User Data Sharing',
      'Admin - Audit',
    ] as const) {
      expect((await ask(await world.user(boerne, [admin, 'FD Permits - Read']))).status).toBe(200);
      const blind = await ask(await world.user(boerne, [admin]));
      expect([blind.status, blind.body.missing]).toEqual([403, ['FD Permits - Read']]);
    }
    const plain = await ask(await world.user(boerne, ['FD Permits - Read', 'Admin - Settings']));
    expect([plain.status, plain.body.code]).toEqual([403, 'not_allowed']);
  });

  test('a partner that sees the record but is no party to it is refused, one that does not see it finds nothing', async () => {
    expect((await ask(comfort.admin)).status).toBe(404);
    await world.grant(boerne, comfort, { permits: 'view' });
    const seen = await ask(comfort.admin);
    expect([seen.status, seen.body.code]).toEqual([403, 'not_allowed']);
    expect((await ask(uvalde.admin)).status).toBe(404);
  });

  test('an unknown record, kind or agency is not there; a wrong word is a fault of the question', async () => {
    const nowhere = '01890000-0000-7000-8000-000000000003';
    expect((await explain(boerne.admin, { id: nowhere, kind: 'permit' }, comfort)).status).toBe(404);
    for (const kind of ['prePlan', 'hydrant', 'communityConnect', 'commandBoard']) {
      const { status, body } = await explain(boerne.admin, { id: own.id }, comfort, { kind });
      expect([status, body.code], kind).toEqual([404, 'not_found']);
    }
    const unknown = await boerne.admin.post('/access/explain', {
      record: { kind: 'permit', id: own.id },
      agencyId: nowhere,
      action: 'view',
    });
    expect(unknown.status).toBe(404);
    for (const wrong of [{ kind: 'device' }, { action: 'publish' }, { userId: 'me' }, { more: 'x' }])
      expect((await explain(boerne.admin, own, comfort, wrong)).status).toBe(400);
  });

  test('an agency that is deactivated has nobody who could', async () => {
    const closed = await world.agency('Closed FD');
    await world.grant(boerne, closed, { permits: 'view' });
    expect((await explain(boerne.admin, own, closed)).body.allowed).toBe(true);
    await world.sql.query('update agency set active = false where id = $1', [closed.id]);
    const { body } = await explain(boerne.admin, own, closed);
    expect(body).toMatchObject({ allowed: false, via: null });
    expect(body.hints[0]).toContain('deactivated');
  });
});
