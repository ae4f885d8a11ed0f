import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const asked = {
  type: 'Hot work',
  class: 'operational',
  holder: 'Ridgeline Roofing',
  contactName: 'Sam Ortega',
  contactPhone: '(830) 555-0142',
  contactEmail: 'sam@example.org',
  fee: 125.5,
};

test("a partner reads a permit's holder, and never its contact or fee", async () => {
  const own = await world.agency('Boerne FD');
  const partner = await world.agency('Comfort VFD');
  const place = await world.place(own);
  await world.grant(own, partner, { permits: 'view' });
  const made = await own.admin.post('/permits', { placeId: place.id, ...asked });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect(made.body).toMatchObject(asked);
  const seen = await partner.admin.get(`/permits/${made.body.id}`);
  expect(seen.body.holder).toBe('Ridgeline Roofing');
  const text = JSON.stringify([seen.body, (await partner.admin.get('/permits')).body]);
  for (const field of ['contactName', 'contactPhone', 'contactEmail', 'fee', 'Sam Ortega', '0142', '125.5'])
    expect(text).not.toContain(field);
});

test('holder, contact and fee are changed, cleared and kept in the history', async () => {
  const own = await world.agency('Boerne FD');
  const place = await world.place(own);
  const { body } = await own.admin.post('/permits', { placeId: place.id, ...asked });
  const path = `/permits/${body.id}`;
  const changed = await own.admin.patch(
    path,
    { fee: null, contactEmail: null, holder: 'New Owner LLC' },
    { ifMatch: 1 },
  );
  expect([changed.status, changed.body.fee, changed.body.contactEmail, changed.body.holder]).toEqual([
    200,
    null,
    null,
    'New Owner LLC',
  ]);
  const history = await own.admin.get(`${path}/history`);
  expect(JSON.stringify(history.body)).toContain('Ridgeline Roofing');
});

test('a fee in parts of a cent and an address that is none are refused with their fields', async () => {
  const own = await world.agency('Boerne FD');
  const place = await world.place(own);
  for (const [wrong, path] of [
    [{ fee: 1.005 }, 'fee'],
    [{ fee: -1 }, 'fee'],
    [{ contactEmail: 'sam at example' }, 'contactEmail'],
  ] as const) {
    const { status, body } = await own.admin.post('/permits', { placeId: place.id, ...asked, ...wrong });
    expect([status, body.errors[0].path]).toEqual([400, path]);
  }
});

test('permits are listed by the day they expire, and narrowed to a span of days', async () => {
  const own = await world.agency('Boerne FD');
  const place = await world.place(own);
  for (const expiresOn of ['2027-03-01', null, '2027-01-01', '2027-02-01'])
    await own.admin.post('/permits', {
      placeId: place.id,
      type: 'Hot work',
      class: 'operational',
      expiresOn,
    });
  const days = async (query: string) =>
    (await own.admin.get(`/permits?${query}`)).body.items.map(
      (each: { expiresOn: string }) => each.expiresOn,
    );
  expect(await days('sort=expiresOn')).toEqual(['2027-01-01', '2027-02-01', '2027-03-01', null]);
  expect(await days('sort=-expiresOn')).toEqual(['2027-03-01', '2027-02-01', '2027-01-01', null]);
  expect(await days('sort=expiresOn&expiresFrom=2027-01-15&expiresUntil=2027-02-15')).toEqual(['2027-02-01']);
});
