import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';
import { makePlace, mill, never, ownerAndPartner } from './fixture.ts';

const app = await startApp();
const world = await openWorld(app);

describe('a partner', () => {
  test('without a grant finds nothing: same answer as for an id nobody has', async () => {
    const { partner, place } = await ownerAndPartner(world);
    for (const ask of [
      (id: string) => partner.admin.get(`/places/${id}`),
      (id: string) => partner.admin.get(`/places/${id}/history`),
      (id: string) => partner.admin.patch(`/places/${id}`, { stories: 1 }, { ifMatch: 1 }),
      (id: string) => partner.admin.delete(`/places/${id}`, { ifMatch: 1 }),
      (id: string) => partner.admin.post(`/places/${id}/transfer`, { toAgencyId: partner.id }),
      (id: string) => partner.admin.post(`/places/${id}/transfer/accept`),
      (id: string) => partner.admin.post(`/places/${id}/transfer/decline`),
      (id: string) => partner.admin.post(`/places/${id}/transfer/withdraw`),
    ]) {
      const [hidden, unknown] = [await ask(place.id), await ask(never)];
      expect(hidden.status).toBe(404);
      expect({ ...hidden.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    }
    expect((await partner.admin.get('/places?count=exact')).body).toMatchObject({ items: [], total: 0 });
  });

  test('with Address = View Only reads the whole address record, without the owner’s notes', async () => {
    const { owner, partner, place } = await ownerAndPartner(world);
    await world.grant(owner, partner, { address: 'view' });
    const { notes, withheld, ...shared } = place;
    const seen = await partner.admin.get(`/places/${place.id}`);
    expect(seen.body).toEqual({
      ...shared,
      access: { relation: 'shared', via: 'sharedAddress', can: ['view'] },
    });
  });

  test.each(['permit', 'fireInspection', 'fireInspectionAndPermit'] as const)(
    'with Address Share = %s alone reads the door and no more',
    async (level) => {
      const { owner, partner, place } = await ownerAndPartner(world);
      await world.grant(owner, partner, { addressShareModule: level });
      const seen = await partner.admin.get(`/places/${place.id}`);
      expect(Object.keys(seen.body).sort()).toEqual([
        'access',
        'addressLine',
        'agency',
        'createdAt',
        'id',
        'location',
        'occupancyType',
        'updatedAt',
        'version',
      ]);
      expect((await partner.admin.get('/places')).body.items).toEqual([seen.body]);
    },
  );

  test('with both reads what they open together', async () => {
    const { owner, partner, place } = await ownerAndPartner(world);
    await world.grant(owner, partner, { addressShareModule: 'permit', address: 'view' });
    expect((await partner.admin.get(`/places/${place.id}`)).body).toMatchObject({
      name: mill.name,
      zip: mill.zip,
    });
    expect((await partner.admin.get('/places?q=old+mill&count=exact')).body).toMatchObject({
      total: 1,
      items: [{ name: mill.name }],
    });
  });

  test.each([
    'q=watchman',
    'q=old+mill',
    'q=60085',
    'city=Waukegan',
    'zip=60085',
    'constructionType=Type+IV',
  ])('who reads the door only cannot find a place by ?%s, nor count it', async (query) => {
    const { owner, partner } = await ownerAndPartner(world);
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    expect((await partner.admin.get(`/places?${query}&count=exact`)).body).toMatchObject({
      items: [],
      total: 0,
    });
    for (const open of ['q=mill+storage', 'q=12', 'occupancyType=Storage', 'bbox=-88,42,-87,43'])
      expect((await partner.admin.get(`/places?${open}&count=exact`)).body).toMatchObject({ total: 1 });
  });

  test('is told who owns the place when they would change, delete, hand over or look back', async () => {
    const { owner, partner, place } = await ownerAndPartner(world);
    await world.grant(owner, partner, { address: 'view' });
    for (const refused of [
      await partner.admin.patch(`/places/${place.id}`, { stories: 1 }, { ifMatch: 1 }),
      await partner.admin.delete(`/places/${place.id}`, { ifMatch: 1 }),
      await partner.admin.get(`/places/${place.id}/history`),
      await partner.admin.post(`/places/${place.id}/transfer`, { toAgencyId: partner.id }),
      await partner.admin.post(`/places/${place.id}/transfer/withdraw`),
    ]) {
      expect(refused).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
      expect(refused.body.detail).toContain('Owner FD');
    }
    expect((await owner.admin.get(`/places/${place.id}`)).body).toEqual(place);
  });

  test('leaves a trace with the owner for every look, single or in a list', async () => {
    const { owner, partner, place } = await ownerAndPartner(world);
    await world.grant(owner, partner, { address: 'view' });
    await owner.admin.get(`/places/${place.id}`);
    await partner.admin.get(`/places/${place.id}`);
    await partner.admin.get('/places?city=waukegan');
    const { rows } = await world.sql.query(
      'select viewer_agency_id, ids, way, filter from view_entry where agency_id = $1 order by id',
      [owner.id],
    );
    expect(rows).toEqual([
      { viewer_agency_id: partner.id, ids: [place.id], way: 'sharedAddress', filter: null },
      { viewer_agency_id: partner.id, ids: [place.id], way: null, filter: { city: 'waukegan' } },
    ]);
  });
});

describe('viewing as a partner', () => {
  test('shows our places with the fields that the partner reads, and logs nothing as read', async () => {
    const { owner, partner, place } = await ownerAndPartner(world);
    await makePlace(owner, { withheld: true });
    await makePlace(partner);
    await world.grant(partner, owner, { address: 'view' });
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    const asPartner = { headers: { 'x-view-as': partner.id } };
    const real = await partner.admin.get(`/places/${place.id}`);
    const before = await world.sql.query('select count(*) from view_entry');
    expect((await owner.admin.get(`/places/${place.id}`, asPartner)).body).toEqual(real.body);
    expect((await owner.admin.get('/places?count=exact', asPartner)).body).toMatchObject({
      items: [real.body],
      total: 1,
    });
    expect((await owner.admin.get('/places?city=Waukegan', asPartner)).body.items).toEqual([]);
    expect((await owner.admin.get(`/places/${place.id}/history`, asPartner)).status).toBe(403);
    expect((await world.sql.query('select count(*) from view_entry')).rows).toEqual(before.rows);
  });
});
