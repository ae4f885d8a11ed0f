import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';
import { never, ownerAndPartner } from './fixture.ts';

const app = await startApp();
const world = await openWorld(app);

const all = {
  permit: { may: true, why: null },
  inspection: { may: true, why: null },
  prePlan: { may: true, why: null },
  communityConnect: { may: true, why: null },
};

describe('what may be made at a place', () => {
  test('is everything for its owner, as far as the roles reach', async () => {
    const { owner, place } = await ownerAndPartner(world);
    expect((await owner.admin.get(`/places/${place.id}/openings`)).body).toEqual(all);
    const reader = await world.user(owner, ['Addresses - Read', 'FD Permits - Read', 'FD Permits - Create']);
    expect((await reader.get(`/places/${place.id}/openings`)).body).toEqual({
      permit: { may: true, why: null },
      inspection: {
        may: false,
        why: 'Your roles do not hold Fire Inspections - Read and Fire Inspections - Create.',
      },
      prePlan: { may: false, why: 'Your roles do not hold Pre-Plans - Read and Pre-Plans - Create.' },
      communityConnect: {
        may: false,
        why: 'Your roles do not hold Community Connect - Read and Community Connect - Create.',
      },
    });
  });

  test('is what Address Share Module opens for a partner, who is told whom to ask for the rest', async () => {
    const { owner, partner, place } = await ownerAndPartner(world);
    const openings = async () => (await partner.admin.get(`/places/${place.id}/openings`)).body;
    await world.grant(owner, partner, { address: 'view' });
    const why = (one: string) =>
      `${owner.name} owns this place and has not opened it for ${one} of yours; ask them to set Address Share Module.`;
    expect(await openings()).toEqual({
      permit: { may: false, why: why('a permit') },
      inspection: { may: false, why: why('an inspection') },
      prePlan: {
        may: false,
        why: `${owner.name} owns this place: only ${owner.name} can make a pre-plan there.`,
      },
      communityConnect: {
        may: false,
        why: `${owner.name} owns this place: only ${owner.name} can make a Community Connect profile there.`,
      },
    });
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    expect(await openings()).toMatchObject({ permit: { may: true }, inspection: { may: false } });
    await world.grant(owner, partner, { addressShareModule: 'fireInspectionAndPermit' });
    expect(await openings()).toMatchObject({
      permit: { may: true },
      inspection: { may: true },
      prePlan: { may: false },
    });
  });

  test('says nothing of a hidden place that it would not say of one that nobody has', async () => {
    const { partner, place } = await ownerAndPartner(world);
    for (const path of ['openings', 'transfer/candidates']) {
      const [hidden, unknown] = [
        await partner.admin.get(`/places/${place.id}/${path}`),
        await partner.admin.get(`/places/${never}/${path}`),
      ];
      expect(hidden.status).toBe(404);
      expect({ ...hidden.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    }
  });
});

describe('whom a place can be offered to', () => {
  test('is every other active agency, found by name', async () => {
    const { owner, partner, place } = await ownerAndPartner(world);
    const gone = await world.agency('Partner That Closed');
    await world.sql.query('update agency set active = false where id = $1', [gone.id]);
    const found = async (q: string): Promise<string[]> => {
      const { body } = await owner.admin.get(`/places/${place.id}/transfer/candidates?q=${q}`);
      return body.items.map(({ id }: { id: string }) => id);
    };
    expect(await found('')).toContain(partner.id);
    expect(await found(encodeURIComponent(partner.name))).toContain(partner.id);
    expect(await found('')).not.toContain(owner.id);
    expect(await found('That+Closed')).toEqual([]);
    expect(await found('100%25')).toEqual([]);
  });

  test('is for its owner only', async () => {
    const { owner, partner, place } = await ownerAndPartner(world);
    await world.grant(owner, partner, { address: 'view' });
    expect((await partner.admin.get(`/places/${place.id}/transfer/candidates`)).status).toBe(403);
  });
});
