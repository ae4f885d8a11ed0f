import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { plant, plantPlace } from '../../test/plant.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const boerne = await world.agency('Boerne FD');
const comfort = await world.agency('Comfort VFD');
const kendall = await world.agency('Kendall County');

const ours = await plantPlace(world, boerne);
const hidden = await plantPlace(world, boerne, { withheld: true });
const theirs = await plantPlace(world, comfort);
const theirsWithheld = await plantPlace(world, comfort, { withheld: true });
const third = await plantPlace(world, kendall);

const permits = {
  inOurs: await plant(world, 'permit', boerne, ours),
  withheld: await plant(world, 'permit', boerne, ours, { withheld: true }),
  inHidden: await plant(world, 'permit', boerne, hidden),
  inTheirs: await plant(world, 'permit', boerne, theirs),
  inTheirsWithheld: await plant(world, 'permit', boerne, theirsWithheld),
  inThird: await plant(world, 'permit', boerne, third),
  ofThemInOurs: await plant(world, 'permit', comfort, ours),
};
await world.grant(boerne, comfort, { permits: 'view' });
await world.grant(comfort, boerne, { addressShareModule: 'permit', permits: 'view' });
await world.grant(kendall, boerne, { addressShareModule: 'permit' });
await world.grant(kendall, comfort, { permits: 'view' });

const as = (agency: TestAgency | string) => ({
  headers: { 'x-view-as': typeof agency === 'string' ? agency : agency.id },
});
const idsOf = (answer: { body: { items: { id: string }[] } }) => answer.body.items.map(({ id }) => id).sort();
const list = async (partner: TestAgency, path = '/permits?count=exact') =>
  boerne.admin.get(path, as(partner));

test('viewing as a partner shows our records as they see them, and nothing of theirs', async () => {
  const real = idsOf(await comfort.admin.get('/permits'));
  expect(real).toContain(permits.inThird.id);
  const seen = await list(comfort);
  expect(idsOf(seen)).toEqual([permits.inOurs.id, permits.inTheirs.id, permits.inTheirsWithheld.id].sort());
  expect(seen.body.total).toBe(3);
  for (const item of seen.body.items) {
    expect(item.access).toMatchObject({ relation: 'shared', can: ['view'] });
    expect(item).not.toHaveProperty('withheld');
    expect(item).not.toHaveProperty('notes');
  }
});

test('a record whose answer hangs on a third agency is not there, in lists, by its id and in filters', async () => {
  expect((await comfort.admin.get(`/permits/${permits.inThird.id}`)).status).toBe(200);
  expect((await boerne.admin.get(`/permits/${permits.inThird.id}`)).status).toBe(200);
  expect((await boerne.admin.get(`/permits/${permits.inThird.id}`, as(comfort))).status).toBe(404);
  expect(idsOf(await list(comfort, `/permits?place=${third.id}`))).toEqual([]);
  expect(idsOf(await list(comfort, `/permits?q=${permits.inThird.number}`))).toEqual([]);
});

test("the partner's own records at our places are not ours to look at through their eyes", async () => {
  expect((await boerne.admin.get(`/permits/${permits.ofThemInOurs.id}`)).status).toBe(200);
  expect((await boerne.admin.get(`/permits/${permits.ofThemInOurs.id}`, as(comfort))).status).toBe(404);
});

test('a place that the partner may not open has no id', async () => {
  const before = await boerne.admin.get(`/permits/${permits.inOurs.id}`, as(comfort));
  expect(before.body.place).toMatchObject({ id: null, addressLine: ours.addressLine });
  await world.grant(boerne, comfort, { address: 'view' });
  const after = await boerne.admin.get(`/permits/${permits.inOurs.id}`, as(comfort));
  expect(after.body.place.id).toBe(ours.id);
  await world.grant(boerne, comfort, { address: 'none' });
});

test('a place that its owner withholds from us stays closed to us, whoever we read as', async () => {
  const { body } = await boerne.admin.get(`/permits/${permits.inTheirsWithheld.id}`, as(comfort));
  expect(body.place.id).toBeNull();
  const open = await boerne.admin.get(`/permits/${permits.inTheirs.id}`, as(comfort));
  expect(open.body.place.id).toBe(theirs.id);
  expect(idsOf(await list(comfort, `/permits?place=${theirsWithheld.id}`))).toEqual([]);
});

test('places are whole under Address and a doorstep under Address Share Module, and withheld ones are gone', async () => {
  expect(idsOf(await list(comfort, '/places'))).toEqual([]);
  await world.grant(boerne, comfort, { addressShareModule: 'permit' });
  const doorstep = await list(comfort, '/places');
  expect(idsOf(doorstep)).toEqual([ours.id]);
  expect(doorstep.body.items[0]).not.toHaveProperty('city');
  await world.grant(boerne, comfort, { address: 'view' });
  expect((await list(comfort, '/places')).body.items[0]).toMatchObject({ city: 'Waukegan' });
  expect((await boerne.admin.get(`/places/${theirs.id}`, as(comfort))).status).toBe(404);
  await world.grant(boerne, comfort, { address: 'none', addressShareModule: 'none' });
});

test('our record that is dark for us is not read through the eyes of the partner who sees it', async () => {
  await world.grant(comfort, boerne, { addressShareModule: 'fireInspection' });
  expect((await comfort.admin.get(`/permits/${permits.inTheirs.id}`)).status).toBe(200);
  expect((await boerne.admin.get(`/permits/${permits.inTheirs.id}`)).status).toBe(404);
  expect((await boerne.admin.get(`/permits/${permits.inTheirs.id}`, as(comfort))).status).toBe(404);
  expect(idsOf(await list(comfort))).toEqual([permits.inOurs.id]);
  await world.grant(comfort, boerne, { addressShareModule: 'permit' });
});

test('reading as a partner counts nothing as read', async () => {
  const views = async () => (await world.sql.query('select count(*)::int as n from view_entry')).rows[0].n;
  const before = await views();
  await list(comfort);
  await boerne.admin.get(`/permits/${permits.inOurs.id}`, as(comfort));
  expect(await views()).toBe(before);
  await comfort.admin.get(`/permits/${permits.inOurs.id}`);
  expect(await views()).toBe(before + 1);
});

test('what is withdrawn is gone for whoever reads as the partner at once', async () => {
  await world.grant(boerne, comfort, { permits: 'none' });
  expect(idsOf(await list(comfort))).toEqual([]);
  await world.grant(boerne, comfort, { permits: 'view' });
  await world.sql.query('update agency set user_data_sharing = false where id = $1', [comfort.id]);
  expect(idsOf(await list(comfort))).toEqual([]);
  await world.sql.query('update agency set user_data_sharing = true where id = $1', [comfort.id]);
});

test("only a sheet's administrator who may read the kind themselves reads as a partner", async () => {
  const reader = await world.user(boerne, ['FD Permits - Read', 'Admin - Audit']);
  const refused = await reader.get('/permits', as(comfort));
  expect([refused.status, refused.body.code]).toEqual([403, 'not_allowed']);
  const either = await world.user(boerne, ['FD Permits - Read', 'Admin - Client Data Sharing']);
  expect((await either.get('/permits', as(comfort))).status).toBe(200);
  const blind = await world.user(boerne, ['Admin - User Data Sharing']);
  const lacking = await blind.get('/permits', as(comfort));
  expect([lacking.status, lacking.body.missing]).toEqual([403, ['FD Permits - Read']]);
});

test('an agency that is unknown, no agency, or our own cannot be read as', async () => {
  for (const agency of ['01890000-0000-7000-8000-000000000004', 'nobody', boerne.id, ''])
    expect((await boerne.admin.get('/permits', as(agency))).status, agency).toBe(404);
});

test('whoever reads as a partner changes nothing', async () => {
  const path = `/permits/${permits.inOurs.id}`;
  const patched = await boerne.admin.patch(path, { description: 'changed' }, { ifMatch: 1, ...as(comfort) });
  expect([patched.status, patched.body.code]).toEqual([403, 'not_allowed']);
  expect((await boerne.admin.delete(path, { ifMatch: 1, ...as(comfort) })).status).toBe(403);
  const address = {
    addressLine: '1 New Street',
    city: 'Waukegan',
    state: 'IL',
    location: { type: 'Point', coordinates: [0, 0] },
  };
  const made = await boerne.admin.post('/places', address, as(comfort));
  expect([made.status, made.body.detail]).toEqual([403, expect.stringContaining('X-View-As is read-only')]);
  expect((await boerne.admin.get(path)).body.version).toBe(1);
});

test("our agency's own papers stay away from whoever reads as a partner", async () => {
  const history = await boerne.admin.get(`/permits/${permits.inOurs.id}/history`, as(comfort));
  expect(history.status).toBe(403);
  await world.sql.query(
    `insert into place_transfer (id, place_id, from_agency_id, to_agency_id, address_line)
     values (gen_random_uuid(), $1, $2, $3, 'somewhere')`,
    [third.id, kendall.id, boerne.id],
  );
  expect((await boerne.admin.get('/place-transfers')).body.items).toHaveLength(1);
  expect((await boerne.admin.get('/place-transfers', as(comfort))).body.items).toEqual([]);
});

test('inspections are shown in the two statuses that partners see, never as a report', async () => {
  await world.grant(boerne, comfort, { inspections: 'view' });
  await plant(world, 'inspection', boerne, ours, { status: 'scheduled' });
  const done = await plant(world, 'inspection', boerne, ours);
  expect(idsOf(await list(comfort, '/inspections'))).toEqual([done.id]);
  expect((await boerne.admin.get(`/inspections/${done.id}/report.pdf`)).status).toBe(200);
  expect((await boerne.admin.get(`/inspections/${done.id}/report.pdf`, as(comfort))).status).toBe(403);
});

test('a search as the partner finds our records that they see, of kinds that the asker may read', async () => {
  const q = encodeURIComponent(permits.inOurs.number);
  expect(idsOf(await list(comfort, `/search?q=${q}`))).toEqual([permits.inOurs.id]);
  expect(idsOf(await list(comfort, `/search?q=${permits.inThird.number}`))).toEqual([]);
  const some = await world.user(boerne, ['Addresses - Read', 'Admin - User Data Sharing']);
  expect(idsOf(await some.get(`/search?q=${q}`, as(comfort)))).toEqual([]);
});
