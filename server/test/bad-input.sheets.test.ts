/** Bad input to the two sheets and to what is asked about them. */
import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { expectProblem, expectRefused, setScene } from './bad-input.fixture.ts';
import { clientSheet, nobodysId, userSheet } from './sheets.ts';
import { openWorld } from './world.ts';

const app = await startApp();
const world = await openWorld(app);
const { own, partner, stranger, ids } = await setScene(world);
const far = await world.agency('Far FD', { county: '55031' });
const invalid = { status: 400, code: 'invalid' } as const;
const unmet = { status: 422, code: 'unmet_requirement' } as const;
const fix = 'Set Address to View Only before sharing Pre-Plans.';

const versionOf = async (id: string) =>
  (await own.admin.get(clientSheet)).body.items.find(
    (each: { partner: { id: string } }) => each.partner.id === id,
  ).version as number;
const saveClient = async (body: unknown, id: string = stranger.id) =>
  own.admin.put(`${clientSheet}/${id}`, body, { ifMatch: await versionOf(stranger.id) });
const bulk = (levels: unknown, partnerIds: unknown = [stranger.id, partner.id]) =>
  own.admin.post(`${clientSheet}/bulk`, { partnerIds, levels });
const saveUser = async (items: unknown) =>
  own.admin.put(userSheet, { items }, { ifMatch: (await own.admin.get(userSheet)).body.version });
const preview = (sheet: string, changes: unknown) =>
  own.admin.post('/admin/sharing/preview', { sheet, changes });
const explain = (body: object) =>
  own.admin.post('/access/explain', {
    record: { kind: 'permit', id: ids.permits },
    agencyId: partner.id,
    action: 'view',
    ...body,
  });

describe('Pre-Plans without Address', () => {
  test('is refused with the fix, in a row, in bulk and in a preview', async () => {
    const levels = { prePlans: 'view' };
    await expectRefused(world, () => saveClient({ levels }), {
      ...unmet,
      path: 'levels.prePlans',
      says: fix,
    });
    const many = await expectRefused(world, () => bulk(levels), { ...unmet, says: fix });
    expect(many.body.errors.map((each: { path: string }) => each.path)).toEqual(['partnerIds.0']);
    expect(many.body.missing).toEqual([{ partnerId: stranger.id, module: 'address', level: 'view' }]);
    await expectRefused(world, () => preview('client', [{ partnerId: stranger.id, levels }]), {
      ...unmet,
      path: 'changes.0.levels.prePlans',
    });
  });

  test('cannot come about by lowering Address, and every partner concerned is named', async () => {
    expect((await bulk({ address: 'view', prePlans: 'edit' })).status).toBe(200);
    const levels = { address: 'none' };
    await expectRefused(world, () => saveClient({ levels }), {
      ...unmet,
      path: 'levels.prePlans',
      says: fix,
    });
    const many = await expectRefused(world, () => bulk(levels), { ...unmet, says: fix });
    expect(many.body.missing.map((each: { partnerId: string }) => each.partnerId).sort()).toEqual(
      [stranger.id, partner.id].sort(),
    );
    expect((await bulk({ prePlans: 'none' })).status).toBe(200);
  });
});

describe('a level', () => {
  test.each([
    ['communityConnect', 'edit', /none, view/],
    ['address', 'edit', /none, view/],
    ['deviceLocations', 'transfer', /none, view/],
    ['hydrants', 'View Only', /none, view, edit/],
    ['messaging', 'view', /none, exchange/],
    ['command', 'TRANSFER', /none, view, transfer/],
    ['hydrants', null, /hydrants/],
    ['hydrants', true, /hydrants/],
    ['hydrants', ['view'], /hydrants/],
  ])('that the module does not have is refused with those it has: %s = %j', async (module, level, says) => {
    const levels = { [module]: level };
    await expectRefused(world, () => saveClient({ levels }), { ...invalid, path: `levels.${module}`, says });
    await expectRefused(world, () => bulk(levels), { ...invalid, path: `levels.${module}`, says });
  });

  test.each([
    ['permits', 'edit', /none, view/],
    ['inspections', 'edit', /none, view/],
    ['addressShareModule', 'view', /fireInspectionAndPermit/],
    ['addressShareModule', 'Permit', /fireInspectionAndPermit/],
  ])('of the User sheet likewise: %s = %j', async (module, level, says) => {
    const items = [{ partnerId: partner.id, levels: { [module]: level } }];
    await expectRefused(world, () => saveUser(items), { ...invalid, path: `items.0.levels.${module}`, says });
  });

  test.each(['permits', 'floorPlans', 'PrePlans', 'toString'])(
    'of a module that is not of the sheet is refused: %s',
    async (module) => {
      await expectRefused(world, () => saveClient({ levels: { [module]: 'view' } }), {
        ...invalid,
        says: module,
      });
      await expectRefused(world, () => bulk({ [module]: 'view' }), { ...invalid, says: module });
    },
  );
});

describe('a partner', () => {
  test('that is the own agency, on no sheet of ours, or nobody is refused', async () => {
    for (const id of [own.id, far.id, nobodysId, 'nobody'])
      await expectRefused(world, () => saveClient({ levels: { hydrants: 'view' } }, id), {
        status: 404,
        code: 'not_found',
      });
    for (const id of [own.id, far.id, nobodysId])
      await expectRefused(world, () => bulk({ hydrants: 'view' }, [partner.id, id]), {
        status: 404,
        code: 'not_found',
        path: 'partnerIds.1',
      });
    await expectRefused(world, () => saveUser([{ partnerId: own.id, levels: {} }]), {
      ...invalid,
      path: 'items.0.partnerId',
      fault: 'own_agency',
    });
    await expectRefused(world, () => saveUser([{ partnerId: nobodysId, levels: {} }]), {
      status: 404,
      code: 'not_found',
      path: 'items.0.partnerId',
    });
  });

  test('that is there twice is refused, whatever case its id is written in', async () => {
    const twice = [partner.id, partner.id.toUpperCase()];
    await expectRefused(world, () => bulk({ hydrants: 'view' }, twice), {
      ...invalid,
      path: 'partnerIds.1',
      fault: 'duplicate',
    });
    await expectRefused(world, () => saveUser(twice.map((partnerId) => ({ partnerId, levels: {} }))), {
      ...invalid,
      path: 'items.1.partnerId',
      fault: 'duplicate',
    });
    await expectRefused(
      world,
      () =>
        preview(
          'client',
          twice.map((partnerId) => ({ partnerId, levels: {} })),
        ),
      {
        ...invalid,
        path: 'changes.1.partnerId',
        fault: 'duplicate',
      },
    );
  });

  test.each([
    ['no list', 'all'],
    ['none', []],
    ['more than there may be', Array(1001).fill(nobodysId)],
    ['100,000', Array(100_000).fill(nobodysId.slice(0, 5))],
    ['what is no id', [7]],
  ])('in a list that will not do is refused: %s', async (_what, partnerIds) => {
    await expectRefused(world, () => bulk({ hydrants: 'view' }, partnerIds), {
      ...invalid,
      says: /partnerIds/,
    });
  });
});

describe('a row’s dates', () => {
  test.each([
    [{ startsAt: '2026-02-30T00:00:00Z' }, 'startsAt'],
    [{ startsAt: '2026-02-03T00:00:00' }, 'startsAt'],
    [{ startsAt: '2026-02-03' }, 'startsAt'],
    [{ endsAt: 'tomorrow' }, 'endsAt'],
    [{ endsAt: 1_770_000_000 }, 'endsAt'],
    [{ endsAt: '99999-01-01T00:00:00Z' }, 'endsAt'],
    [{ startsAt: '2026-02-03T00:00:00Z', endsAt: '2026-02-02T00:00:00Z' }, 'endsAt'],
    [{ startsAt: '2026-02-03T00:00:00Z', endsAt: '2026-02-03T00:00:00Z' }, 'endsAt'],
  ])('that are none, have no offset or end before they start are refused: %j', async (dates, path) => {
    await expectRefused(world, () => saveClient({ levels: {}, ...dates }), { ...invalid, path });
    const items = [{ partnerId: partner.id, levels: {}, ...dates }];
    await expectRefused(world, () => saveUser(items), { ...invalid, path: `items.0.${path}` });
  });
});

describe('a save', () => {
  const levels = { hydrants: 'view' };

  test('with what it cannot set is refused', async () => {
    for (const field of ['version', 'inForce', 'theirLevels', 'partner', 'grantor_id', 'set_by'])
      await expectRefused(world, () => saveClient({ levels, [field]: 1 }), { ...invalid, path: field });
    await expectRefused(world, () => saveUser([{ partnerId: partner.id, levels: {}, version: 1 }]), {
      ...invalid,
      path: 'items.0.version',
    });
  });

  test('without If-Match is 428, with another version 412', async () => {
    for (const [path, body] of [
      [`${clientSheet}/${stranger.id}`, { levels }],
      [userSheet, { items: [{ partnerId: partner.id, levels: { permits: 'view' } }] }],
    ] as const) {
      await expectRefused(world, () => own.admin.put(path, body), {
        status: 428,
        code: 'precondition_required',
      });
      const stale = await expectRefused(world, () => own.admin.put(path, body, { ifMatch: 99 }), {
        status: 412,
        code: 'stale',
      });
      expect(stale.body.version).toBeTypeOf('number');
    }
  });

  test('of a sheet whose feature is off says whom to contact', async () => {
    const off = await world.agency('Off FD', { clientSharing: false, userSharing: false });
    for (const ask of [
      () => off.admin.put(`${clientSheet}/${own.id}`, { levels }, { ifMatch: 0 }),
      () => off.admin.post(`${clientSheet}/bulk`, { partnerIds: [own.id], levels }),
      () => off.admin.put(userSheet, { items: [] }, { ifMatch: 0 }),
    ])
      await expectRefused(world, ask, { status: 403, code: 'feature_off', says: /Customer Success Manager/ });
  });

  test('by somebody who may not set the sheet names the permission, before anything else', async () => {
    const clerk = await world.user(own, ['FD Permits - Read']);
    for (const [path, missing] of [
      [clientSheet, 'Admin - Client Data Sharing'],
      [userSheet, 'Admin - User Data Sharing'],
    ] as const) {
      const answer = await expectRefused(
        world,
        () => clerk.put(path === userSheet ? path : `${path}/x`, 'x'),
        {
          status: 403,
          code: 'not_allowed',
          says: missing,
        },
      );
      expect(answer.body.missing).toEqual([missing]);
    }
  });
});

describe('a question', () => {
  test.each([
    [{ action: 'publish' }, 'action'],
    [{ record: { kind: 'device', id: ids.permits } }, 'record.kind'],
    [{ record: { kind: 'permit', id: 'x' } }, 'record.id'],
    [{ agencyId: 'x' }, 'agencyId'],
    [{ userId: 7 }, 'userId'],
    [{ userId: partner.admin.personId }, 'userId'],
    [{ why: true }, 'why'],
  ])('that makes no sense is refused: %j', async (body, path) => {
    await expectRefused(world, () => explain(body), { ...invalid, path });
  });

  test('about what the asker may not see is 404, about an agency that is not there too', async () => {
    const theirs = await world.place(stranger);
    for (const body of [
      { record: { kind: 'place', id: theirs.id } },
      { record: { kind: 'permit', id: nobodysId } },
      { agencyId: nobodysId },
    ])
      await expectRefused(world, () => explain(body), { status: 404, code: 'not_found' });
  });

  test('as another agency, or to write as one, is refused', async () => {
    const as = (id: string) => ({ headers: { 'x-view-as': id } });
    for (const id of [own.id, nobodysId, 'x', ''])
      expectProblem(await own.admin.get('/permits', as(id)), { status: 404, code: 'not_found' });
    await expectRefused(world, () => own.admin.post('/permits', {}, as(partner.id)), {
      status: 403,
      code: 'not_allowed',
      says: /X-View-As/,
    });
  });
});
