import { expect, test } from 'vitest';
import { clientSheet, nobodysId, noClientLevels, openSheets } from '../../test/sheets.ts';
import type { TestAgency } from '../../test/world.ts';

const { world, clientRow, saveClient, told } = await openSheets();
const bulk = (of: TestAgency, partners: readonly { readonly id: string }[], levels: object) =>
  of.admin.post(`${clientSheet}/bulk`, { partnerIds: partners.map(({ id }) => id), levels });

const four = async (name: string) => ({
  own: await world.agency(`${name} Own`),
  one: await world.agency(`${name} One`),
  two: await world.agency(`${name} Two`),
  three: await world.agency(`${name} Three`),
});

test('a bulk save sets the named modules for every named partner and nothing else', async () => {
  const { own, one, two, three } = await four('Wide');
  await saveClient(own, one, { levels: { command: 'view' }, endsAt: '2999-01-01T00:00:00Z' });
  const answer = await bulk(own, [two, one], { address: 'view', prePlans: 'view' });
  expect(answer.status).toBe(200);
  const given = { ...noClientLevels, address: 'view', prePlans: 'view' };
  expect(answer.body).toEqual({ items: [await clientRow(own, one), await clientRow(own, two)] });
  expect(answer.body.items).toMatchObject([
    { version: 2, levels: { ...given, command: 'view' }, endsAt: '2999-01-01T00:00:00.000Z' },
    { version: 1, levels: given },
  ]);
  expect(await clientRow(own, three)).toMatchObject({ version: 0, levels: noClientLevels });
  expect(await told(three)).toEqual([]);
  expect(await told(two)).toHaveLength(1);
});

test('a bulk save that fails for some partners saves none, and names each that fails with the fix', async () => {
  const { own, one, two, three } = await four('Half');
  await saveClient(own, two, { levels: { address: 'view' } });
  const answer = await bulk(own, [one, two, three], { prePlans: 'edit' });
  expect(answer.status).toBe(422);
  const fix = 'Set Address to View Only before sharing Pre-Plans.';
  expect(answer.body).toMatchObject({
    code: 'unmet_requirement',
    detail: `Nothing was saved. Half One: ${fix} Half Three: ${fix}`,
    errors: [
      { path: 'partnerIds.0', message: `Half One: ${fix}` },
      { path: 'partnerIds.2', message: `Half Three: ${fix}` },
    ],
    missing: [
      { partnerId: one.id, module: 'address', level: 'view' },
      { partnerId: three.id, module: 'address', level: 'view' },
    ],
  });
  expect((await clientRow(own, two)).levels.prePlans).toBe('none');
  const { rows } = await world.sql.query('select record_id from audit_entry where agency_id = $1', [own.id]);
  expect(rows).toEqual([{ record_id: two.id }]);
});

test('a bulk save cannot lower Address under Pre-Plans for one of many', async () => {
  const { own, one, two } = await four('Under');
  await saveClient(own, two, { levels: { address: 'view', prePlans: 'view' } });
  await saveClient(own, one, { levels: { address: 'view' } });
  const answer = await bulk(own, [one, two], { address: 'none' });
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toHaveLength(1);
  expect((await clientRow(own, one)).levels.address).toBe('view');
});

test('a bulk save counts a version only for rows that it changes', async () => {
  const { own, one, two } = await four('Partly');
  await saveClient(own, one, { levels: { hydrants: 'view' } });
  const { body } = await bulk(own, [one, two], { hydrants: 'view' });
  expect(body.items.map((row: { version: number }) => row.version)).toEqual([1, 1]);
  expect(await told(one)).toHaveLength(1);
});

test('a bulk save with a partner that is not on the sheet is 404, names it and saves nothing', async () => {
  const { own, one } = await four('Stray');
  const far = await world.agency('Far away', { county: '55031' });
  for (const stray of [far, own, { id: nobodysId }]) {
    const answer = await bulk(own, [one, stray], { hydrants: 'view' });
    expect(answer.body).toMatchObject({ status: 404, code: 'not_found', errors: [{ path: 'partnerIds.1' }] });
  }
  expect((await clientRow(own, one)).version).toBe(0);
});

test('a bulk save refuses a partner named twice, none, too many, no module, and what is no id', async () => {
  const { own, one, two } = await four('Strict');
  const shouted = { id: one.id.toUpperCase() };
  const twice = await bulk(own, [one, two, shouted], { hydrants: 'view' });
  expect(twice.body).toMatchObject({ status: 400, errors: [{ path: 'partnerIds.2', code: 'duplicate' }] });
  const many = Array.from({ length: 1001 }, (_, at) => ({
    id: nobodysId.slice(0, -4) + String(at).padStart(4, '0'),
  }));
  expect((await bulk(own, many, { hydrants: 'view' })).status).toBe(400);
  expect((await bulk(own, [], { hydrants: 'view' })).status).toBe(400);
  expect((await bulk(own, [one], {})).status).toBe(400);
  expect((await bulk(own, [one], { hydrants: 'exchange' })).body.detail).toContain('none, view, edit');
  expect((await bulk(own, [{ id: `urn:uuid:${one.id}` }], { hydrants: 'view' })).status).toBe(400);
  expect((await clientRow(own, one)).version).toBe(0);
});

test('500 partners are listed and saved at once in well under the time that a row each would take', async () => {
  const own = await world.agency('Metro', { county: '55041' });
  const { rows } = await world.sql.query<{ id: string }>(
    `insert into agency (id, name, state, county_fips, color, client_data_sharing)
     select gen_random_uuid(), 'Neighbour ' || i, 'WI', '55041', '#000000', true from generate_series(1, 500) i
     returning id`,
  );
  await world.sql.query(
    `insert into agency_county (agency_id, fips, home) select id, county_fips, true from agency
     where county_fips = '55041' and id <> $1`,
    [own.id],
  );
  expect((await bulk(own, rows, { hydrants: 'view' })).body.items).toHaveLength(500);
  const { items } = (await own.admin.get(clientSheet)).body;
  expect(items).toHaveLength(500);
  expect(
    items.every(
      (row: { version: number; levels: { hydrants: string } }) =>
        row.version === 1 && row.levels.hydrants === 'view',
    ),
  ).toBe(true);
});
