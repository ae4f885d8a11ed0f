import { expect, test } from 'vitest';
import { clientSheet, openSheets, userSheet, waitingHere } from '../../test/sheets.ts';

const { world, clientRow, saveClient } = await openSheets();
const pair = async (name: string) =>
  [await world.agency(`${name} East`), await world.agency(`${name} West`)] as const;

async function several(name: string, count: number) {
  const agencies = [];
  for (let each = 1; each <= count; each++) agencies.push(await world.agency(`${name} ${each}`));
  return agencies;
}

const byStatus = (answers: readonly { readonly status: number }[]) =>
  answers.map(({ status }) => status).sort();

test('of two administrators who save one row at once, one is told that the other was faster', async () => {
  const [a, b] = await pair('Row');
  const other = await world.user(a, ['Admin - Client Data Sharing']);
  for (let version = 0; version < 5; version++) {
    const save = (user: typeof other, hydrants: string) =>
      user.put(
        `${clientSheet}/${b.id}`,
        { levels: { hydrants, command: version % 2 ? 'none' : 'view' } },
        { ifMatch: version },
      );
    const [first, second] = await Promise.all([save(a.admin, 'view'), save(other, 'edit')]);
    expect(byStatus([first, second])).toEqual([200, 412]);
    const row = await clientRow(a, b);
    expect(row.version).toBe(version + 1);
    expect(row.levels.hydrants).toBe(first.status === 200 ? 'view' : 'edit');
  }
});

test('saves of different rows at once are all kept', async () => {
  const own = await world.agency('Wide');
  const partners = await several('Wide', 8);
  const answers = await Promise.all(
    partners.map(({ id }) =>
      own.admin.put(`${clientSheet}/${id}`, { levels: { hydrants: 'view' } }, { ifMatch: 0 }),
    ),
  );
  expect(byStatus(answers)).toEqual(partners.map(() => 200));
});

test('two neighbours who save for each other at once both succeed', async () => {
  const [a, b] = await pair('Each other');
  const answers = await Promise.all([
    saveClient(a, b, { levels: { hydrants: 'view' } }),
    saveClient(b, a, { levels: { hydrants: 'edit' } }),
  ]);
  expect(byStatus(answers)).toEqual([200, 200]);
  expect(await clientRow(a, b)).toMatchObject({
    levels: { hydrants: 'view' },
    theirLevels: { hydrants: 'edit' },
  });
});

test('of several saves of the whole User sheet at once, one is kept whole', async () => {
  const own = await world.agency('Table');
  const partners = await several('Table', 4);
  const answers = await Promise.all(
    partners.map(({ id }) =>
      own.admin.put(userSheet, { items: [{ partnerId: id, levels: { permits: 'view' } }] }, { ifMatch: 0 }),
    ),
  );
  expect(byStatus(answers)).toEqual([200, 412, 412, 412]);
  const { version, items } = (await own.admin.get(userSheet)).body;
  expect(version).toBe(1);
  expect(items).toEqual(answers.find(({ status }) => status === 200)!.body.items);
});

test('a bulk save and a save of one of its rows at once leave no row half saved', async () => {
  const [a, b] = await pair('Bulk');
  const c = await world.agency('Bulk North');
  for (let round = 0; round < 4; round++) {
    await saveClient(a, b, { levels: { address: 'view', prePlans: 'none' } });
    await saveClient(a, c, { levels: { address: 'view', prePlans: 'none' } });
    const { version } = await clientRow(a, b);
    const [bulk, single] = await Promise.all([
      a.admin.post(`${clientSheet}/bulk`, { partnerIds: [b.id, c.id], levels: { prePlans: 'view' } }),
      a.admin.put(`${clientSheet}/${b.id}`, { levels: { address: 'none' } }, { ifMatch: version }),
    ]);
    expect([
      [200, 422],
      [422, 200],
      [200, 412],
    ]).toContainEqual([bulk.status, single.status]);
    const [one, two] = [await clientRow(a, b), await clientRow(a, c)];
    expect(two.levels.prePlans).toBe(bulk.status === 200 ? 'view' : 'none');
    expect(one.levels.prePlans === 'none' || one.levels.address === 'view').toBe(true);
  }
});

test('a save that waited longer than the grant it closes has stood closes it all the same', async () => {
  const [a, b] = await pair('Waiting');
  const lock = `hashtextextended('${a.id}', 731)`;
  await world.sql.query(`select pg_advisory_lock(${lock})`);
  const waiting = a.admin.put(`${clientSheet}/${b.id}`, { levels: { hydrants: 'none' } }, { ifMatch: 1 });
  await expect.poll(async () => (await world.sql.query(waitingHere)).rowCount).toBe(1);
  await world.grant(a, b, { hydrants: 'view' });
  await world.sql.query(`select pg_advisory_unlock(${lock})`);
  expect((await waiting).status).toBe(200);
  const { rows } = await world.sql.query(
    'select upper(valid) > lower(valid) as stood, upper_inf(valid) as open from share_grant where grantor_id = $1',
    [a.id],
  );
  expect(rows).toEqual([{ stood: true, open: false }]);
});
