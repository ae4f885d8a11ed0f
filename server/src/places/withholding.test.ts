import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { eventsOf, makePlace, ownerAndPartner } from './fixture.ts';

const app = await startApp();
const world = await openWorld(app);

let a: TestAgency;

beforeAll(async () => {
  a = await world.agency('Adams FD');
});

describe('withholding a place', () => {
  test('takes it and everything at it from all but its owner and each record’s maker', async () => {
    const { owner, partner, place } = await ownerAndPartner(world);
    const third = await world.agency('Third FD');
    await world.grant(owner, partner, { address: 'view', addressShareModule: 'permit' });
    await world.grant(owner, third, { address: 'view', permits: 'view' });
    await world.grant(partner, third, { permits: 'view' });
    await world.grant(partner, owner, { permits: 'view' });
    const made = await partner.admin.post('/permits', {
      placeId: place.id,
      type: 'Tent',
      class: 'operational',
    });
    const path = `/permits/${made.body.id}`;
    expect((await third.admin.get(path)).status).toBe(200);

    await owner.admin.patch(`/places/${place.id}`, { withheld: true }, { ifMatch: 1 });
    for (const who of [partner, third]) {
      expect((await who.admin.get(`/places/${place.id}`)).status).toBe(404);
      expect((await who.admin.get('/places?count=exact')).body).toMatchObject({ items: [], total: 0 });
    }
    expect((await third.admin.get(path)).status).toBe(404);
    expect((await third.admin.get('/permits?count=exact')).body).toMatchObject({ items: [], total: 0 });
    expect((await partner.admin.get(path)).body).toMatchObject({ place: { id: null } });
    expect((await owner.admin.get(path)).status).toBe(200);
    expect(await eventsOf(world, made.body.id)).toMatchObject([
      { before: null },
      { before: { placeWithheld: false }, after: { placeWithheld: true } },
    ]);

    await owner.admin.patch(`/places/${place.id}`, { withheld: false }, { ifMatch: 2 });
    expect((await third.admin.get(path)).status).toBe(200);
    expect((await partner.admin.get(path)).body.place.id).toBe(place.id);
  });

  test('stops others from making anything there', async () => {
    const { owner, partner, place } = await ownerAndPartner(world, { withheld: true });
    await world.grant(owner, partner, { address: 'view', addressShareModule: 'permit' });
    const body = { placeId: place.id, type: 'Tent', class: 'operational' };
    expect((await partner.admin.post('/permits', body)).status).toBe(404);
    expect((await owner.admin.post('/permits', body)).status).toBe(201);
  });

  test('is never outrun by a permit made at the same moment', async () => {
    const { owner, partner } = await ownerAndPartner(world);
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    const third = await world.agency('Third FD');
    await world.grant(owner, third, { permits: 'view' });
    await world.grant(partner, third, { permits: 'view' });
    for (let round = 0; round < 15; round++) {
      const { id } = await makePlace(owner);
      await Promise.all([
        ...[1, 2, 3].map(() =>
          partner.admin.post('/permits', { placeId: id, type: 'Tent', class: 'operational' }),
        ),
        owner.admin.patch(`/places/${id}`, { withheld: true, addressLine: `${round} Moved` }, { ifMatch: 1 }),
      ]);
      const { rows } = await world.sql.query(
        'select place_withheld, address_line from permit where place_id = $1',
        [id],
      );
      for (const row of rows) expect(row).toEqual({ place_withheld: true, address_line: `${round} Moved` });
    }
    expect((await third.admin.get('/permits?count=exact')).body).toMatchObject({ items: [], total: 0 });
  });
});

describe('deleting a place', () => {
  test('retires it for everyone; what others made there stays theirs, without a place id', async () => {
    const { owner, partner, place } = await ownerAndPartner(world);
    await world.grant(owner, partner, { address: 'view', addressShareModule: 'permit' });
    const made = await partner.admin.post('/permits', {
      placeId: place.id,
      type: 'Tent',
      class: 'operational',
    });
    expect((await owner.admin.delete(`/places/${place.id}`)).status).toBe(428);
    expect((await owner.admin.delete(`/places/${place.id}`, { ifMatch: 7 })).status).toBe(412);
    expect((await owner.admin.delete(`/places/${place.id}`, { ifMatch: 1 })).status).toBe(204);
    for (const who of [owner, partner]) {
      expect((await who.admin.get(`/places/${place.id}`)).status).toBe(404);
      expect((await who.admin.get(`/places/${place.id}/history`)).status).toBe(404);
      for (const query of ['', '&q=mill', '&bbox=-88,42,-87,43', '&city=Waukegan'])
        expect((await who.admin.get(`/places?count=exact${query}`)).body).toMatchObject({
          items: [],
          total: 0,
        });
      expect((await who.admin.get(`/permits?place=${place.id}`)).body.items).toEqual([]);
    }
    expect((await owner.admin.delete(`/places/${place.id}`, { ifMatch: 2 })).status).toBe(404);
    const left = await partner.admin.get(`/permits/${made.body.id}`);
    expect(left.body).toMatchObject({
      place: { id: null, addressLine: '12 Mill Street', agency: { id: owner.id } },
      access: { relation: 'own', via: 'whereInvited' },
    });
    const more = { placeId: place.id, type: 'Tent', class: 'operational' };
    for (const who of [owner, partner]) expect((await who.admin.post('/permits', more)).status).toBe(404);
    expect(await eventsOf(world, place.id)).toMatchObject([{ before: null }, { after: null }]);
  });

  test('needs Addresses - Delete', async () => {
    const editor = await world.user(a, ['Addresses - Read', 'Addresses - Edit']);
    const { id } = await makePlace(a);
    expect((await editor.delete(`/places/${id}`, { ifMatch: 1 })).body.missing).toEqual([
      'Addresses - Delete',
    ]);
  });
});
