import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { plant, plantPlace } from '../../test/plant.ts';
import { type Answer, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const boerne = await world.agency('Boerne FD');
const comfort = await world.agency('Comfort VFD');
const kendall = await world.agency('Kendall County');
const path = '/admin/dark-records';

const ours = await plantPlace(world, boerne);
const theirs = await plantPlace(world, comfort, { addressLine: '17 Secretive Lane' });
const closed = await plantPlace(world, comfort, { withheld: true });
const third = await plantPlace(world, kendall);

await plant(world, 'permit', boerne, ours);
await plant(world, 'permit', comfort, theirs);
const first = await plant(world, 'permit', boerne, theirs, {
  number: '=HYPERLINK("http://x","y")',
  notes: 'one, "two"\nthree',
});
const second = await plant(world, 'permit', boerne, closed, { withheld: true });
const visited = await plant(world, 'inspection', boerne, theirs, { status: 'scheduled' });
const atThird = await plant(world, 'permit', boerne, third);

const counts = async (agency: TestAgency) =>
  (await agency.admin.get(path)).body.items.map(
    (item: { kind: string; placeOwner: { name: string }; count: number }) =>
      `${item.count} ${item.kind} at ${item.placeOwner.name}`,
  );
const textOf = (answer: Answer) => new TextDecoder().decode(answer.bytes);
const rowsOf = (answer: Answer): Record<string, string>[] => parse(textOf(answer), { columns: true });

test('own records at places of others who let us in no more are counted by kind and owner', async () => {
  expect(await counts(boerne)).toEqual([
    '1 inspection at Comfort VFD',
    '2 permit at Comfort VFD',
    '1 permit at Kendall County',
  ]);
  expect(await counts(comfort)).toEqual([]);
  for (const { id } of [first, second, atThird])
    expect((await boerne.admin.get(`/permits/${id}`)).status).toBe(404);
});

test('it says who can bring them back, and how', async () => {
  const { body } = await boerne.admin.get(path);
  expect(body.items[1]).toMatchObject({
    placeOwner: { id: comfort.id, name: 'Comfort VFD' },
    ask: 'Comfort VFD decides. Contact them. They are there again once Comfort VFD has set Address Share Module = Permit or Fire Inspection/Permit for Boerne FD.',
  });
});

test('each kind comes back with its own setting, and goes with it', async () => {
  await world.grant(comfort, boerne, { addressShareModule: 'permit' });
  expect(await counts(boerne)).toEqual(['1 inspection at Comfort VFD', '1 permit at Kendall County']);
  expect((await boerne.admin.get(`/permits/${second.id}`)).status).toBe(200);
  await world.grant(comfort, boerne, { addressShareModule: 'fireInspectionAndPermit', permits: 'view' });
  expect(await counts(boerne)).toEqual(['1 permit at Kendall County']);
  await world.grant(comfort, boerne, { addressShareModule: 'none' });
  expect(await counts(boerne)).toHaveLength(3);
});

test('with the own feature off everything elsewhere is dark, and the answer says so instead of refusing', async () => {
  await world.grant(kendall, boerne, { addressShareModule: 'permit' });
  expect(await counts(boerne)).not.toContain('1 permit at Kendall County');
  await world.sql.query('update agency set user_data_sharing = false where id = $1', [boerne.id]);
  const { status, body } = await boerne.admin.get(path);
  expect(status).toBe(200);
  expect(body.items).toHaveLength(3);
  expect(body.items[0].ask).toContain('User Data Sharing is not enabled for Boerne FD');
  await world.sql.query('update agency set user_data_sharing = true where id = $1', [boerne.id]);
  await world.grant(kendall, boerne, { addressShareModule: 'none' });
});

test('the export has every own field of dark records and of nothing else', async () => {
  const answer = await boerne.admin.post(`${path}/export`, {});
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const rows = rowsOf(answer);
  expect(rows.map(({ id }) => id).sort()).toEqual([first.id, second.id, visited.id, atThird.id].sort());
  expect(rows.find(({ id }) => id === first.id)).toMatchObject({
    kind: 'permit',
    type: 'Hot work',
    class: 'operational',
    status: 'issued',
    notes: 'one, "two"\nthree',
    withheld: 'false',
  });
  expect(rows.find(({ id }) => id === visited.id)).toMatchObject({
    kind: 'inspection',
    status: 'scheduled',
    checklist: '[]',
    violations: '[]',
  });
});

test('the export tells nothing of the places', async () => {
  const text = textOf(await boerne.admin.post(`${path}/export`, {}));
  for (const secret of [
    theirs.id,
    closed.id,
    third.id,
    'Secretive',
    'Waukegan',
    '-87.84',
    '42.36',
    comfort.id,
  ])
    expect(text).not.toContain(secret);
});

test('no cell of the export is a formula', async () => {
  const rows = rowsOf(await boerne.admin.post(`${path}/export`, {}));
  expect(rows.find(({ id }) => id === first.id)!.number).toBe(`'${first.number}`);
});

test('the export can be narrowed to a kind and an owner; an unknown owner has nothing', async () => {
  const ids = async (body: unknown) =>
    rowsOf(await boerne.admin.post(`${path}/export`, body)).map(({ id }) => id);
  expect(await ids({ kind: 'inspection' })).toEqual([visited.id]);
  expect(await ids({ kind: 'permit', placeOwnerId: kendall.id })).toEqual([atThird.id]);
  expect(await ids({ placeOwnerId: '01890000-0000-7000-8000-000000000003' })).toEqual([]);
  expect((await boerne.admin.post(`${path}/export`, { kind: 'place' })).status).toBe(400);
});

test('an export of thousands comes whole and in order', async () => {
  const many = await world.agency('Many FD');
  await world.sql.query(
    `insert into permit (id, author_id, owner_id, place_id, address_line, lng, lat, number, type, class, status)
     select gen_random_uuid(), $1, owner_id, id, address_line, lng, lat, 'M-' || n, 'Hot work', 'operational', 'issued'
     from place, generate_series(1, 1203) n where id = $2`,
    [many.id, third.id],
  );
  expect(await counts(many)).toEqual(['1203 permit at Kendall County']);
  const rows = rowsOf(await many.admin.post(`${path}/export`, {}));
  expect(new Set(rows.map(({ number }) => number)).size).toBe(1203);
});

test('the export is in the own log, and the owners concerned are told without a number', async () => {
  const told = async (agency: TestAgency) =>
    (await agency.admin.get('/notices')).body.items.filter(
      ({ topic, about }: { topic: string; about: { id: string } | null }) =>
        topic === 'custodyExport' && about?.id === boerne.id,
    );
  const [before, elsewhere] = [await told(comfort), await told(kendall)];
  await boerne.admin.post(`${path}/export`, { kind: 'inspection' });
  const after = await told(comfort);
  expect(after.length).toBe(before.length + 1);
  expect(after[0].text).toMatch(/^Boerne FD exported records of its own at your places/);
  expect(after[0].text).not.toMatch(/\d/);
  expect(await told(kendall)).toHaveLength(elsewhere.length);
  const { rows } = await world.sql.query(
    "select after from audit_entry where agency_id = $1 and action = 'export' order by id desc limit 1",
    [boerne.id],
  );
  expect(rows[0].after).toEqual({
    kind: 'inspection',
    exported: [{ placeOwnerId: comfort.id, inspection: 1 }],
  });
});

test('only the administrators of User Data Sharing count and export, and only what they may read', async () => {
  const other = await world.user(boerne, [
    'FD Permits - Read',
    'Admin - Client Data Sharing',
    'Admin - Audit',
  ]);
  for (const refused of [await other.get(path), await other.post(`${path}/export`, {})])
    expect([refused.status, refused.body.missing]).toEqual([403, ['Admin - User Data Sharing']]);
  const some = await world.user(boerne, ['FD Permits - Read', 'Admin - User Data Sharing']);
  expect((await some.get(path)).body.items).toHaveLength(3);
  expect((await some.post(`${path}/export`, {})).body.missing).toEqual(['Fire Inspections - Read']);
  expect((await some.post(`${path}/export`, { kind: 'permit' })).status).toBe(200);
});
