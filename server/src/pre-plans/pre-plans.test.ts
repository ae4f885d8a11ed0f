import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const sections = {
  identity: { name: 'Lincoln School', keyBox: 'Left of the main door' },
  water: { neededFlowGpm: 2500 },
};
const must = (answer: { status: number; body: unknown }, status = 200) => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  return answer.body as Record<string, any>;
};
const made = async (owner: TestAgency, more: object = {}) => {
  const place = await world.place(owner);
  const plan = must(
    await owner.admin.post('/pre-plans', { placeId: place.id, sections, notes: 'ask Sam', ...more }),
    201,
  );
  return { id: plan.id as string, placeId: place.id as string, plan };
};
const published = (owner: TestAgency) => made(owner, { status: 'published' });
async function pair(levels = {}) {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  await world.grant(owner, partner, levels);
  return { owner, partner };
}
const change = (user: User, id: string, body: object, ifMatch: number) =>
  user.patch(`/pre-plans/${id}`, body, { ifMatch });

describe('a partner reads a pre-plan', () => {
  const statuses = ['draft', 'pendingApproval', 'published', 'archived'] as const;
  const levels = [
    { prePlans: 'none', address: 'none' },
    { prePlans: 'none', address: 'view' },
    { prePlans: 'view', address: 'view' },
    { prePlans: 'edit', address: 'view' },
  ] as const;

  test('only when it is published, with Pre-Plans and Address both set, alone, in lists, counts and search', async () => {
    const owner = await world.agency('Matrix FD');
    const plans = new Map<string, string>();
    for (const status of statuses) {
      const { id } = await made(owner, { status: status === 'archived' ? 'published' : status });
      if (status === 'archived') must(await change(owner.admin, id, { status }, 1));
      plans.set(status, id);
    }
    for (const level of levels) {
      const partner = await world.agency('Reader FD');
      await world.grant(owner, partner, level);
      const sees = level.prePlans !== 'none';
      for (const [status, id] of plans)
        expect(
          (await partner.admin.get(`/pre-plans/${id}`)).status,
          `${JSON.stringify(level)}, ${status}`,
        ).toBe(sees && status === 'published' ? 200 : 404);
      const list = (await partner.admin.get('/pre-plans?count=exact')).body;
      expect([list.total, list.items.length]).toEqual(sees ? [1, 1] : [0, 0]);
      expect((await partner.admin.get('/pre-plans?status=draft&count=exact')).body.total).toBe(0);
      const found = (await partner.admin.get('/search?q=Lincoln')).body.items;
      expect(found.map((hit: { kind: string }) => hit.kind)).toEqual(sees ? ['prePlan'] : []);
    }
    expect((await owner.admin.get('/pre-plans?count=exact')).body.total).toBe(4);
  });

  test('without internal notes, the draft, versions or history, and changes nothing with View Only', async () => {
    const { owner, partner } = await pair({ prePlans: 'view', address: 'view' });
    const { id, placeId } = await published(owner);
    const seen = must(await partner.admin.get(`/pre-plans/${id}`));
    expect(seen).toMatchObject({
      status: 'published',
      sections,
      place: { id: placeId },
      access: { relation: 'shared', can: ['view'] },
    });
    for (const field of ['notes', 'draft', 'withheld']) expect(seen).not.toHaveProperty(field);
    for (const part of ['versions', 'history'])
      expect((await partner.admin.get(`/pre-plans/${id}/${part}`)).status).toBe(403);
    expect((await change(partner.admin, id, { sections: {} }, 1)).status).toBe(403);
    expect((await partner.admin.get(`/pre-plans/${id}?view=draft`)).status).toBe(404);
  });

  test('never while the plan or its place is withheld, draft or not', async () => {
    const { owner, partner } = await pair({ prePlans: 'view', address: 'view' });
    const { id, placeId } = await published(owner);
    must(await change(owner.admin, id, { sections: { water: { neededFlowGpm: 1 } } }, 1));
    must(await change(owner.admin, id, { withheld: true }, 2));
    expect((await partner.admin.get(`/pre-plans/${id}`)).status).toBe(404);
    must(await change(owner.admin, id, { withheld: false }, 3));
    expect((await partner.admin.get(`/pre-plans/${id}`)).status).toBe(200);
    must(await owner.admin.patch(`/places/${placeId}`, { withheld: true }, { ifMatch: 1 }));
    expect((await partner.admin.get(`/pre-plans/${id}`)).status).toBe(404);
  });
});

describe('a draft beside a published plan', () => {
  let owner: TestAgency;
  let partner: TestAgency;
  let officer: User;
  beforeAll(async () => {
    ({ owner, partner } = await pair({ prePlans: 'view', address: 'view' }));
    officer = await world.user(owner, ['Pre-Plans - Read', 'Pre-Plans - Edit', 'Addresses - Read']);
  });

  test('is the owner’s alone: partners read the published content, its version and time, in lists too', async () => {
    const { id } = await published(owner);
    const before = must(await partner.admin.get(`/pre-plans/${id}`));
    const edited = must(await change(officer, id, { sections: { identity: { name: 'Grant School' } } }, 1));
    expect(edited).toMatchObject({
      version: 2,
      status: 'published',
      sections: { identity: { name: 'Lincoln School' } },
      draft: { status: 'draft', fields: ['identity.name'] },
    });
    expect(must(await officer.get(`/pre-plans/${id}?view=draft`))).toMatchObject({
      status: 'draft',
      view: 'draft',
      sections: { identity: { name: 'Grant School', keyBox: 'Left of the main door' } },
    });
    expect(must(await partner.admin.get(`/pre-plans/${id}`))).toEqual(before);
    expect((await partner.admin.get('/search?q=Grant')).body.items).toEqual([]);
    expect((await partner.admin.get('/pre-plans?draft=draft')).body.items).toEqual([]);
    expect((await owner.admin.get('/pre-plans?draft=draft&count=exact')).body.total).toBe(1);
  });

  test('goes through approval for who does not hold Publish', async () => {
    const { id } = await published(owner);
    must(await change(officer, id, { sections: { water: { neededFlowGpm: 3000 } } }, 1));
    const refused = await change(officer, id, { status: 'published' }, 2);
    expect([refused.status, refused.body.missing]).toEqual([403, ['Pre-Plans - Publish']]);
    const sent = must(await change(officer, id, { status: 'pendingApproval' }, 2));
    expect(sent).toMatchObject({ version: 3, draft: { status: 'pendingApproval' } });
    expect((await owner.admin.get('/pre-plans?draft=pendingApproval')).body.items).toHaveLength(1);
    const live = must(await change(owner.admin, id, { status: 'published' }, 3));
    expect(live).toMatchObject({ version: 4, draft: null, sections: { water: { neededFlowGpm: 3000 } } });
    expect(must(await partner.admin.get(`/pre-plans/${id}`))).toMatchObject({
      sections: { water: { neededFlowGpm: 3000 } },
    });
  });

  test('is discarded, and its old version cannot be used again', async () => {
    const { id } = await published(owner);
    must(await change(officer, id, { sections: { water: null } }, 1));
    expect((await officer.delete(`/pre-plans/${id}/draft`, { ifMatch: 1 })).status).toBe(412);
    expect((await partner.admin.delete(`/pre-plans/${id}/draft`, { ifMatch: 2 })).status).toBe(403);
    expect((await officer.delete(`/pre-plans/${id}/draft`, { ifMatch: 2 })).status).toBe(204);
    expect(must(await officer.get(`/pre-plans/${id}`))).toMatchObject({ version: 3, draft: null });
    expect((await officer.get(`/pre-plans/${id}?view=draft`)).status).toBe(404);
    expect((await change(officer, id, { sections: { water: null } }, 2)).status).toBe(412);
  });

  test('with the same version two users cannot both write: the second is told', async () => {
    const { id } = await published(owner);
    const both = await Promise.all(
      [1, 2].map((gpm) => change(officer, id, { sections: { water: { neededFlowGpm: gpm } } }, 1)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe('a pre-plan of the own agency', () => {
  test('is one per place, and a partner makes none', async () => {
    const { owner, partner } = await pair({ prePlans: 'edit', address: 'view' });
    const { placeId } = await made(owner);
    expect((await owner.admin.post('/pre-plans', { placeId })).status).toBe(409);
    const other = await world.place(owner);
    expect((await partner.admin.post('/pre-plans', { placeId: other.id })).status).toBe(403);
    expect((await owner.admin.get(`/pre-plans?place=${placeId}`)).body.items).toHaveLength(1);
  });

  test('changes status as the flow says', async () => {
    const owner = await world.agency('Flow FD');
    const { id } = await made(owner);
    must(await change(owner.admin, id, { status: 'pendingApproval' }, 1));
    must(await change(owner.admin, id, { status: 'published' }, 2));
    expect((await change(owner.admin, id, { status: 'draft' }, 3)).status).toBe(409);
    must(await change(owner.admin, id, { status: 'archived' }, 3));
    expect((await change(owner.admin, id, { status: 'pendingApproval' }, 4)).status).toBe(409);
    expect(must(await change(owner.admin, id, { status: 'draft' }, 4))).toMatchObject({ status: 'draft' });
  });

  test('refuses a field nobody knows, a UN number that is none, and a 704 digit above 4', async () => {
    const owner = await world.agency('Strict FD');
    const { id } = await made(owner);
    for (const wrong of [
      { hazards: { materials: [{ name: 'Gasoline', un: '1203' }] } },
      { hazards: { health: 5 } },
      { water: { hydrants: 3 } },
      { magic: {} },
      { protection: { fdcs: [{ side: 'A' }] } },
    ])
      expect((await change(owner.admin, id, { sections: wrong }, 1)).status, JSON.stringify(wrong)).toBe(400);
    const right = { hazards: { health: 1, materials: [{ name: 'Gasoline', un: 'UN1203', guide: 128 }] } };
    expect(must(await change(owner.admin, id, { sections: right }, 1))).toMatchObject({ sections: right });
  });

  test('goes to the next owner of its place with its draft; the earlier owner keeps nothing', async () => {
    const [owner, next] = [await world.agency('Before FD'), await world.agency('After FD')];
    const { id, placeId } = await published(owner);
    must(await change(owner.admin, id, { sections: { water: { neededFlowGpm: 1 } } }, 1));
    must(await owner.admin.post(`/places/${placeId}/transfer`, { toAgencyId: next.id }), 201);
    must(await next.admin.post(`/places/${placeId}/transfer/accept`));
    expect(must(await next.admin.get(`/pre-plans/${id}`))).toMatchObject({
      agency: { id: next.id },
      draft: { status: 'draft' },
    });
    expect((await owner.admin.get(`/pre-plans/${id}`)).status).toBe(404);
    expect((await owner.admin.get('/pre-plans?count=exact')).body.total).toBe(0);
    expect(must(await change(next.admin, id, { status: 'published' }, 2))).toMatchObject({
      sections: { water: { neededFlowGpm: 1 } },
    });
  });

  test('is restored at once by who publishes, and into the draft by who does not', async () => {
    const owner = await world.agency('Restoring FD');
    const officer = await world.user(owner, ['Pre-Plans - Read', 'Pre-Plans - Edit']);
    const { id } = await published(owner);
    must(
      await change(owner.admin, id, { sections: { identity: { name: 'Second' } }, status: 'published' }, 1),
    );
    const versions = must(await owner.admin.get(`/pre-plans/${id}/versions`)).items;
    expect(versions).toMatchObject([
      { version: 2, content: { sections: { identity: { name: 'Second' } } } },
      { version: 1, content: { sections: { identity: { name: 'Lincoln School' } } } },
    ]);
    const restore = (user: User, version: number, ifMatch: number) =>
      user.post(`/pre-plans/${id}/restore`, { version }, { ifMatch });
    expect(must(await restore(officer, 1, 2))).toMatchObject({
      sections: { identity: { name: 'Second' } },
      draft: { fields: ['identity.name'] },
    });
    expect(must(await restore(owner.admin, 1, 3))).toMatchObject({
      status: 'published',
      sections: { identity: { name: 'Lincoln School' } },
    });
  });
});

describe('a partner with Can Make Changes', () => {
  const name = (text: string) => ({ sections: { identity: { name: text } } });

  test('publishes an edit at once; the owner is told, sees who it was, and restores', async () => {
    const { owner, partner } = await pair({ prePlans: 'edit', address: 'view' });
    const { id } = await published(owner);
    const edited = must(await change(partner.admin, id, name('North School'), 1));
    expect(edited).toMatchObject({
      version: 2,
      agency: { id: owner.id },
      ...name('North School'),
      status: 'published',
    });
    const versions = must(await owner.admin.get(`/pre-plans/${id}/versions`)).items;
    expect(versions).toMatchObject([{ agency: { id: partner.id } }, { agency: { id: owner.id } }]);
    expect((await owner.admin.get('/notices')).body.items).toContainEqual(
      expect.objectContaining({ topic: 'partnerEdit', recordId: id }),
    );
    const back = await owner.admin.post(`/pre-plans/${id}/restore`, { version: 1 }, { ifMatch: 2 });
    expect(must(back)).toMatchObject(name('Lincoln School'));
  });

  test('touches neither status, notes nor withholding, deletes nothing, and edits no draft', async () => {
    const { owner, partner } = await pair({ prePlans: 'edit', address: 'view' });
    const { id } = await published(owner);
    for (const body of [{ status: 'archived' }, { notes: 'x' }, { withheld: true }])
      expect((await change(partner.admin, id, body, 1)).status).toBe(403);
    expect((await partner.admin.delete(`/pre-plans/${id}`, { ifMatch: 1 })).status).toBe(403);
    expect(
      (await partner.admin.post(`/pre-plans/${id}/restore`, { version: 1 }, { ifMatch: 1 })).status,
    ).toBe(403);
    const { id: draft } = await made(owner);
    expect((await change(partner.admin, draft, name('x'), 1)).status).toBe(404);
  });

  test('edits beside a draft: other fields of the draft stand, the same field is a conflict until it is written again', async () => {
    const { owner, partner } = await pair({ prePlans: 'edit', address: 'view' });
    const { id } = await published(owner);
    must(await change(owner.admin, id, name('Drafted'), 1));
    must(await change(partner.admin, id, { sections: { water: { neededFlowGpm: 900 } } }, 1));
    must(await change(partner.admin, id, name('Partner’s'), 2));
    const refused = await change(owner.admin, id, { status: 'published' }, 4);
    expect([refused.status, refused.body.errors]).toMatchObject([409, [{ path: 'identity.name' }]]);
    must(await change(owner.admin, id, name('Agreed'), 4));
    expect(must(await change(owner.admin, id, { status: 'published' }, 5))).toMatchObject({
      sections: { identity: { name: 'Agreed' }, water: { neededFlowGpm: 900 } },
    });
  });

  describe('where the owner chose suggestions', () => {
    async function suggesting() {
      const { owner, partner } = await pair({ prePlans: 'edit', address: 'view' });
      must(await owner.admin.patch('/admin/agency', { partnerPrePlanEdits: 'suggest' }, { ifMatch: 1 }));
      const { id } = await published(owner);
      const wanted = {
        sections: { identity: { name: 'Suggested' }, water: { neededFlowGpm: 3500 } },
      };
      const { suggestion } = must(await change(partner.admin, id, wanted, 1), 202);
      return { owner, partner, id, at: `/pre-plans/${id}/suggestions/${suggestion.id}` };
    }

    test('waits with 202; the plan stays, the owner is told, and accepting publishes it', async () => {
      const { owner, partner, id, at } = await suggesting();
      expect(must(await partner.admin.get(`/pre-plans/${id}`))).toMatchObject({ version: 1, sections });
      expect((await owner.admin.get('/notices')).body.items).toContainEqual(
        expect.objectContaining({ topic: 'suggestion', recordId: id }),
      );
      expect(must(await owner.admin.get(`/pre-plans/${id}/suggestions`)).items).toMatchObject([
        {
          status: 'pending',
          by: { agency: { id: partner.id } },
          changes: [
            { field: 'identity.name', before: 'Lincoln School', after: 'Suggested', conflict: false },
            { field: 'water.neededFlowGpm', before: 2500, after: 3500, conflict: false },
          ],
        },
      ]);
      expect((await partner.admin.post(`${at}/accept`)).status).toBe(403);
      expect(must(await owner.admin.post(`${at}/accept`))).toMatchObject({
        version: 2,
        sections: { identity: { name: 'Suggested' }, water: { neededFlowGpm: 3500 } },
      });
      expect((await owner.admin.post(`${at}/accept`)).status).toBe(409);
      expect(must(await partner.admin.get(`/pre-plans/${id}/suggestions`)).items).toMatchObject([
        { status: 'accepted' },
      ]);
    });

    test('is refused with a reason that its writer reads', async () => {
      const { owner, partner, id, at } = await suggesting();
      must(await owner.admin.post(`${at}/refuse`, { reason: 'Not as verified' }));
      expect(must(await partner.admin.get(`/pre-plans/${id}/suggestions`)).items).toMatchObject([
        { status: 'refused', reason: 'Not as verified' },
      ]);
      expect(must(await owner.admin.get(`/pre-plans/${id}`))).toMatchObject({ sections });
    });

    test('where the plan has changed since is a conflict: merged field by field, or overwritten', async () => {
      const { owner, id, at } = await suggesting();
      must(
        await change(owner.admin, id, { sections: { identity: { name: 'Ours' } }, status: 'published' }, 1),
      );
      const refused = await owner.admin.post(`${at}/accept`);
      expect([refused.status, refused.body.errors]).toMatchObject([409, [{ path: 'identity.name' }]]);
      expect(must(await owner.admin.post(`${at}/accept`, { fields: ['water.neededFlowGpm'] }))).toMatchObject(
        {
          sections: { identity: { name: 'Ours' }, water: { neededFlowGpm: 3500 } },
        },
      );
    });

    test('is seen by nobody but the owner and its writer', async () => {
      const { owner, id, at } = await suggesting();
      const third = await world.agency('Third FD');
      await world.grant(owner, third, { prePlans: 'edit', address: 'view' });
      expect(must(await third.admin.get(`/pre-plans/${id}/suggestions`)).items).toEqual([]);
      expect((await third.admin.post(`${at}/accept`)).status).toBe(403);
    });
  });
});
