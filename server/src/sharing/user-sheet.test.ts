import { describe, expect, test } from 'vitest';
import { nobodysId, noUserLevels, openSheets, userSheet, without } from '../../test/sheets.ts';

const { world, userRow, saveUser, account, told } = await openSheets();
const three = async (name: string) => ({
  own: await world.agency(`${name} Own`),
  one: await world.agency(`${name} One`, { county: '55001' }),
  two: await world.agency(`${name} Two`, { county: '55003' }),
});

describe('the User sheet', () => {
  test('is empty at version 0 until somebody is added', async () => {
    const { own } = await three('Empty');
    expect((await own.admin.get(userSheet)).body).toEqual({ version: 0, items: [] });
    const unchanged = await saveUser(own, []);
    expect([unchanged.status, unchanged.body.version]).toEqual([200, 0]);
  });

  test('lists the partners that were added, by name, wherever they are', async () => {
    const { own, one, two } = await three('Added');
    const answer = await saveUser(own, [
      { partnerId: two.id, levels: { permits: 'view' } },
      { partnerId: one.id, levels: {} },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toEqual((await own.admin.get(userSheet)).body);
    expect(answer.body).toEqual({
      version: 1,
      items: [
        {
          partner: { id: one.id, name: 'Added One', color: '#2f6f9f', state: 'IL', countyFips: '55001' },
          levels: noUserLevels,
          inForce: true,
          theirLevels: noUserLevels,
          partnerCanRead: { permits: true, inspections: true },
          savedAt: expect.any(String),
          savedBy: { id: own.admin.personId, name: expect.any(String) },
        },
        expect.objectContaining({ levels: { ...noUserLevels, permits: 'view' } }),
      ],
    });
  });

  test('shows what the partner gives us, in force, though it is no answer to what we give', async () => {
    const { own, one } = await three('Back');
    await saveUser(own, [{ partnerId: one.id, levels: {} }]);
    await saveUser(one, [{ partnerId: own.id, levels: { addressShareModule: 'fireInspectionAndPermit' } }]);
    expect((await userRow(own, one)).theirLevels).toEqual({
      ...noUserLevels,
      addressShareModule: 'fireInspectionAndPermit',
    });
    await account(one, { features: { userDataSharing: false } });
    expect(await userRow(own, one)).toMatchObject({ theirLevels: noUserLevels, inForce: false });
    expect((await userRow(own, one)).why).toMatch(/^User Data Sharing is not enabled for Back One/);
  });

  test('says whether anyone at the partner holds the Read permissions, and no more', async () => {
    const { own, one } = await three('Readers');
    await saveUser(own, [{ partnerId: one.id, levels: {} }]);
    const set = (permissions: string[]) =>
      world.sql.query('update role set permissions = $2 where agency_id = $1', [one.id, permissions]);
    await set(['Fire Inspections - Read']);
    expect((await userRow(own, one)).partnerCanRead).toEqual({ permits: false, inspections: true });
    await set(['FD Permits - Read', 'FD Permits - Edit']);
    expect((await userRow(own, one)).partnerCanRead).toEqual({ permits: true, inspections: false });
    await world.sql.query('update membership set active = false where agency_id = $1', [one.id]);
    expect((await userRow(own, one)).partnerCanRead).toEqual({ permits: false, inspections: false });
  });

  test('removes a partner that a save leaves out; one added again starts at None', async () => {
    const { own, one, two } = await three('Removed');
    await saveUser(own, [
      { partnerId: one.id, levels: { permits: 'view' } },
      { partnerId: two.id, levels: { inspections: 'view' } },
    ]);
    const answer = await saveUser(own, [{ partnerId: two.id, levels: {} }]);
    expect(answer.body).toMatchObject({
      version: 2,
      items: [{ partner: { id: two.id }, levels: { inspections: 'view' } }],
    });
    expect(await told(one)).toContain(
      'Removed Own stopped sharing with your agency (User Data Sharing). It had shared Permit View Only.',
    );
    expect(await told(two)).toHaveLength(1);
    await saveUser(own, [
      { partnerId: one.id, levels: {} },
      { partnerId: two.id, levels: {} },
    ]);
    expect((await userRow(own, one)).levels).toEqual(noUserLevels);
  });

  test('logs each added, changed and removed partner, and not the others', async () => {
    const { own, one, two } = await three('Log');
    const stay = await world.agency('Log Stay');
    const kept = { partnerId: stay.id, levels: { inspections: 'view' } };
    await saveUser(own, [kept, { partnerId: one.id, levels: { permits: 'view' } }]);
    await saveUser(own, [kept, { partnerId: two.id, levels: {} }]);
    const { rows } = await world.sql.query(
      `select record_id as id, before is null as added, after is null as removed from audit_entry
       where agency_id = $1 and kind = 'userDataSharing' and action = 'share' order by audit_entry.id`,
      [own.id],
    );
    const entry = (id: string, added: boolean, removed: boolean) => ({ id, added, removed });
    expect(rows.slice(0, 2)).toEqual(
      expect.arrayContaining([entry(stay.id, true, false), entry(one.id, true, false)]),
    );
    expect(rows.slice(2)).toEqual(
      expect.arrayContaining([entry(two.id, true, false), entry(one.id, false, true)]),
    );
    expect(rows).toHaveLength(4);
  });

  test('keeps dates, and refuses those that cross', async () => {
    const { own, one } = await three('Days');
    const item = { partnerId: one.id, levels: { permits: 'view' } };
    const crossed = await saveUser(own, [
      { ...item, startsAt: '2030-01-02T00:00:00Z', endsAt: '2030-01-01T00:00:00Z' },
    ]);
    expect(crossed.body).toMatchObject({ status: 400, errors: [{ path: 'items.0.endsAt' }] });
    await saveUser(own, [{ ...item, startsAt: '2999-01-01T00:00:00Z' }]);
    expect(await userRow(own, one)).toMatchObject({ inForce: false, startsAt: '2999-01-01T00:00:00.000Z' });
    await saveUser(own, [item]);
    expect(await userRow(own, one)).toMatchObject({ inForce: true });
  });
});

describe('a save of the User sheet', () => {
  test('needs If-Match, refuses a stale one, and of what is there already counts no version', async () => {
    const { own, one } = await three('Table');
    const items = [{ partnerId: one.id, levels: { permits: 'view' } }];
    expect((await own.admin.put(userSheet, { items })).body.code).toBe('precondition_required');
    expect((await own.admin.put(userSheet, { items }, { ifMatch: 0 })).body.version).toBe(1);
    const stale = await own.admin.put(userSheet, { items: [] }, { ifMatch: 0 });
    expect(stale.body).toMatchObject({ status: 412, code: 'stale', version: 1 });
    expect((await own.admin.put(userSheet, { items }, { ifMatch: 1 })).body.version).toBe(1);
    expect((await own.admin.get(userSheet)).body.items).toHaveLength(1);
  });

  test('with the own agency, a partner twice, or an agency that does not exist stores nothing', async () => {
    const { own, one } = await three('Wrong');
    const item = (id: string) => ({ partnerId: id, levels: { permits: 'view' } });
    const self = await saveUser(own, [item(one.id), item(own.id)]);
    expect(self.body).toMatchObject({
      status: 400,
      errors: [{ path: 'items.1.partnerId', code: 'own_agency' }],
    });
    const twice = await saveUser(own, [item(one.id), item(one.id.toUpperCase())]);
    expect(twice.body).toMatchObject({
      status: 400,
      errors: [{ path: 'items.1.partnerId', code: 'duplicate' }],
    });
    const unknown = await saveUser(own, [item(one.id), item(nobodysId)]);
    expect(unknown.body).toMatchObject({ status: 404, errors: [{ path: 'items.1.partnerId' }] });
    const level = await saveUser(own, [{ partnerId: one.id, levels: { permits: 'edit', address: 'view' } }]);
    expect(level.body).toMatchObject({ status: 400, code: 'invalid' });
    expect(level.body.detail).toContain('items.0.levels.permits: must be one of none, view');
    expect(level.body.detail).toContain('inspections, addressShareModule, permits');
    expect((await own.admin.get(userSheet)).body).toEqual({ version: 0, items: [] });
  });
});

describe('the User sheet’s door', () => {
  test('is shut without the permission, and names it before the feature', async () => {
    const agency = await world.agency('Shut', { userSharing: false });
    const officer = await world.user(agency, without('Admin - User Data Sharing'));
    for (const answer of [
      await officer.get(userSheet),
      await officer.put(userSheet, {}),
      await officer.get(`${userSheet}/candidates`),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ code: 'not_allowed', missing: ['Admin - User Data Sharing'] });
    }
    const refused = await agency.admin.get(userSheet);
    expect(refused.body).toMatchObject({ status: 403, code: 'feature_off' });
    expect(refused.body.detail).toMatch(/Customer Success Manager or Implementation Manager/);
  });

  test('lets nobody without FD Permits - Read change Permit or ASM, or a row that holds them', async () => {
    const { own, one, two } = await three('Permit');
    const clerk = await world.user(own, without('FD Permits - Read'));
    const save = async (items: readonly object[]) =>
      clerk.put(userSheet, { items }, { ifMatch: (await own.admin.get(userSheet)).body.version });
    const holds = { partnerId: one.id, levels: { permits: 'view', inspections: 'none' } };
    await saveUser(own, [holds]);
    const refused = [
      await save([holds, { partnerId: two.id, levels: { permits: 'view' } }]),
      await save([holds, { partnerId: two.id, levels: { addressShareModule: 'fireInspection' } }]),
      await save([{ ...holds, levels: { permits: 'none' } }]),
      await save([{ ...holds, levels: { addressShareModule: 'permit' } }]),
      await save([{ ...holds, endsAt: '2030-01-01T00:00:00Z' }]),
      await save([]),
    ];
    for (const { status, body } of refused) {
      expect(status).toBe(403);
      expect(body).toMatchObject({ code: 'not_allowed', missing: ['FD Permits - Read'] });
    }
    expect((await own.admin.get(userSheet)).body).toMatchObject({
      version: 1,
      items: [{ levels: { permits: 'view' } }],
    });
    const harmless = [
      { ...holds, levels: { inspections: 'view' } },
      { partnerId: two.id, levels: { inspections: 'view' } },
    ];
    expect((await save(harmless)).status).toBe(200);
    expect((await save([holds])).status).toBe(200);
  });
});

describe('candidates', () => {
  test('are active agencies by name, without the own one and those on the sheet', async () => {
    const own = await world.agency('Quincy Own');
    const found = await world.agency('Quincy Found');
    const sleeping = await world.agency('Quincy Sleeping');
    const there = await world.agency('Quincy There');
    await world.agency('North Quincy');
    await account(sleeping, { active: false });
    await saveUser(own, [{ partnerId: there.id, levels: {} }]);
    const ask = async (q: string) =>
      (await own.admin.get(`${userSheet}/candidates?q=${encodeURIComponent(q)}`)).body.items;
    const names = async (q: string) => (await ask(q)).map((each: { name: string }) => each.name);
    expect(await names('quincy')).toEqual(['Quincy Found', 'North Quincy']);
    expect(await ask(' found QUIN')).toEqual([
      { id: found.id, name: 'Quincy Found', color: '#2f6f9f', state: 'IL', countyFips: '17097' },
    ]);
    await saveUser(own, []);
    expect(await names('quincy ther')).toEqual(['Quincy There']);
  });

  test('are at most 20, and signs of patterns are letters like others', async () => {
    const own = await world.agency('Asker');
    for (let each = 0; each < 22; each++) await world.agency(`Crowd ${each}`);
    await world.agency('50% Dept_');
    const names = async (query: string) =>
      (await own.admin.get(`${userSheet}/candidates${query}`)).body.items.map(
        (each: { name: string }) => each.name,
      );
    expect(await names('?q=crowd')).toHaveLength(20);
    expect(await names('')).toHaveLength(20);
    expect(await names('?q=%25')).toEqual(['50% Dept_']);
    expect(await names('?q=t_')).toEqual(['50% Dept_']);
    expect((await own.admin.get(`${userSheet}/candidates?q=%00`)).status).toBe(400);
    expect((await own.admin.get(`${userSheet}/candidates?name=crowd`)).status).toBe(400);
  });
});
