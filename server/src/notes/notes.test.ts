import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { listen } from '../../test/ear.ts';
import { openWorld, type TestAgency, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const location = { type: 'Point', coordinates: [-88, 42.3] };

async function pair() {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  await world.grant(owner, partner, { hydrants: 'view', address: 'view', prePlans: 'view' });
  return { owner, partner };
}
async function hydrantOf(owner: TestAgency, more: object = {}): Promise<string> {
  const made = await owner.admin.post('/hydrants', { number: 'H-1', location, type: 'dryBarrel', ...more });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}
const about = (id: string, kind = 'hydrant', text = 'Cap is missing.') => ({ record: { kind, id }, text });
async function reported(by: User, id: string, kind?: string) {
  const made = await by.post('/notes', about(id, kind));
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
}
const ids = async (user: User, query = '') =>
  ((await user.get(`/notes${query}`)).body.items as { id: string }[]).map(({ id }) => id);

describe('a word to the owner', () => {
  test('whoever may view a hydrant reports a problem with it, and its owner reads it without sharing anything back', async () => {
    const { owner, partner } = await pair();
    const id = await hydrantOf(owner);
    const note = await reported(partner.admin, id);
    expect(note).toMatchObject({
      agency: { id: partner.id },
      owner: { id: owner.id },
      record: { kind: 'hydrant', id, label: 'Hydrant H-1' },
      text: 'Cap is missing.',
      status: 'open',
      resolvedAt: null,
      access: { relation: 'own', can: ['view'] },
    });
    const seen = await owner.admin.get(`/notes/${note.id}`);
    expect(seen.status, JSON.stringify(seen.body)).toBe(200);
    expect(seen.body).toMatchObject({
      agency: { id: partner.id },
      access: { relation: 'shared', via: 'aboutOurHydrant', can: ['view', 'edit'] },
    });
    expect(seen.body).not.toHaveProperty('withheld');
    expect(await ids(owner.admin, `?record=${id}`)).toEqual([note.id]);
    expect(await ids(partner.admin, `?record=${id}&status=open&count=exact`)).toEqual([note.id]);
    expect((await owner.admin.get(`/hydrants/${id}`)).body.version).toBe(1);
  });

  test('a place and a published pre-plan can be reported too, by the name that the writer sees', async () => {
    const { owner, partner } = await pair();
    const place = await world.place(owner, { addressLine: '12 Main St' });
    const plan = await owner.admin.post('/pre-plans', { placeId: place.id, status: 'published' });
    const atPlace = await reported(partner.admin, place.id, 'place');
    const ofPlan = await reported(partner.admin, plan.body.id, 'prePlan');
    expect([atPlace.record.label, ofPlan.record.label]).toEqual([
      expect.stringContaining('12 Main St'),
      expect.stringContaining('12 Main St'),
    ]);
    expect(await ids(owner.admin, '?kind=prePlan')).toEqual([ofPlan.id]);
  });

  test('what the writer may not view, is withheld, or is of another kind, is answered 404 and leaves nothing', async () => {
    const { owner, partner } = await pair();
    const stranger = await world.agency('Stranger FD');
    const [open, withheld] = [await hydrantOf(owner), await hydrantOf(owner, { withheld: true })];
    for (const [user, id, kind] of [
      [stranger.admin, open, 'hydrant'],
      [partner.admin, withheld, 'hydrant'],
      [partner.admin, open, 'place'],
    ] as const)
      expect((await user.post('/notes', about(id, kind))).status).toBe(404);
    expect((await partner.admin.post('/notes', about(open, 'permit'))).status).toBe(400);
    expect((await partner.admin.post('/notes', about(open, 'hydrant', '  '))).status).toBe(400);
    expect(await ids(owner.admin)).toEqual([]);
  });

  test("of the owner's people those read it who may edit its kind, and of the writer's those who may read it", async () => {
    const { owner, partner } = await pair();
    const { id } = await reported(partner.admin, await hydrantOf(owner));
    const users = await Promise.all(
      [
        [owner, ['Hydrants - Read', 'Hydrants - Edit']],
        [owner, ['Hydrants - Read', 'Addresses - Edit', 'Pre-Plans - Edit']],
        [partner, ['Hydrants - Read']],
        [partner, ['Addresses - Read', 'Hydrants - Edit']],
        [owner, ['FD Permits - Read']],
      ].map(([agency, permissions]) => world.user(agency as TestAgency, permissions as never)),
    );
    const answers = await Promise.all(users.map((user) => user.get(`/notes/${id}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 404, 403]);
    const listed = await Promise.all(users.slice(0, 4).map((user) => ids(user)));
    expect(listed).toEqual([[id], [], [id], []]);
    const found = await Promise.all(users.map((user) => user.get('/search?q=missing')));
    expect(found.map(({ body }) => body.items?.length ?? 0)).toEqual([1, 0, 1, 0, 0]);
  });
});

describe('a report is resolved', () => {
  test('by the owner alone, at the version that was read; the writer is told', async () => {
    const { owner, partner } = await pair();
    const { id } = await reported(partner.admin, await hydrantOf(owner));
    const editor = await world.user(owner, ['Hydrants - Read', 'Hydrants - Edit']);
    const resolve = (user: User, ifMatch: number, body: object = { status: 'resolved' }) =>
      user.patch(`/notes/${id}`, body, { ifMatch });
    expect((await resolve(partner.admin, 1)).status).toBe(403);
    expect((await resolve(editor, 1, { text: 'Cap is there.' })).status).toBe(400);
    const done = await resolve(editor, 1);
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    expect(done.body).toMatchObject({ status: 'resolved', version: 2, resolvedAt: expect.any(String) });
    expect((await resolve(editor, 1, { status: 'open' })).status).toBe(412);
    const told = (await partner.admin.get('/notices')).body.items;
    expect(told).toContainEqual(
      expect.objectContaining({
        text: 'Owner FD resolved your report about Hydrant H-1.',
        kind: 'note',
        recordId: id,
      }),
    );
    expect(await ids(owner.admin, '?status=open')).toEqual([]);
    expect((await resolve(editor, 2, { status: 'open' })).body).toMatchObject({
      resolvedAt: null,
      version: 3,
    });
  });

  test("its history is the writing agency's, and both logs say what was done", async () => {
    const { owner, partner } = await pair();
    const { id } = await reported(partner.admin, await hydrantOf(owner));
    await owner.admin.patch(`/notes/${id}`, { status: 'resolved' }, { ifMatch: 1 });
    const history = (await partner.admin.get(`/notes/${id}/history`)).body.items;
    expect(history).toMatchObject([
      { action: 'edit', after: { status: 'resolved' }, via: 'aboutOurHydrant' },
      { action: 'create', after: { text: 'Cap is missing.' }, via: 'weWroteAboutHydrant' },
    ]);
    expect((await owner.admin.get(`/notes/${id}/history`)).status).toBe(403);
    const log = (await owner.admin.get('/audit?kind=note')).body.items;
    expect(log).toMatchObject([{ action: 'edit', recordId: id }]);
  });
});

describe('what a report outlives', () => {
  test("the writer's sight of the record, and the record itself", async () => {
    const { owner, partner } = await pair();
    const record = await hydrantOf(owner);
    const { id } = await reported(partner.admin, record);
    await world.grant(owner, partner, { hydrants: 'none', address: 'none', prePlans: 'none' });
    expect((await partner.admin.get(`/hydrants/${record}`)).status).toBe(404);
    expect((await partner.admin.get(`/notes/${id}`)).status).toBe(200);
    expect(await ids(partner.admin)).toEqual([id]);
    await owner.admin.delete(`/hydrants/${record}`, { ifMatch: 1 });
    expect((await owner.admin.get(`/notes/${id}`)).body.record.label).toBe('Hydrant H-1');
    expect((await partner.admin.post('/notes', about(record))).status).toBe(404);
  });

  test('a place that changes hands takes the reports about it to its new owner', async () => {
    const { owner, partner } = await pair();
    const heir = await world.agency('Heir FD');
    const place = await world.place(owner);
    const { id } = await reported(partner.admin, place.id, 'place');
    const offer = await owner.admin.post(`/places/${place.id}/transfer`, { toAgencyId: heir.id });
    expect(offer.status, JSON.stringify(offer.body)).toBe(201);
    const taken = await heir.admin.post(`/places/${place.id}/transfer/accept`, {});
    expect(taken.status, JSON.stringify(taken.body)).toBeLessThan(300);
    expect((await owner.admin.get(`/notes/${id}`)).status).toBe(404);
    expect((await heir.admin.get(`/notes/${id}`)).body).toMatchObject({ access: { via: 'aboutOurPlace' } });
    expect((await partner.admin.get(`/notes/${id}`)).body).toMatchObject({ owner: { id: heir.id } });
  });
});

test("the owner's people hear and are told of a report at once, and nobody else does", async () => {
  const { owner, partner } = await pair();
  const other = await world.agency('Other FD');
  await world.grant(owner, other, { hydrants: 'view' });
  const id = await hydrantOf(owner);
  const reader = await world.user(owner, ['Hydrants - Read']);
  const changes = { op: 'subscribe', topic: 'changes' };
  const [ours, readers, others] = await Promise.all(
    [owner.admin, reader, other.admin].map((user) => listen(app, user, changes)),
  );
  await Promise.all([ours, readers, others].map((ear) => ear!.hear(({ type }) => type === 'snapshot')));
  const note = await reported(partner.admin, id);
  await ours!.hear((frame) => frame.kind === 'note' && frame.id === note.id);
  const later = await hydrantOf(owner, { number: 'H-2' });
  for (const ear of [readers, others]) {
    await ear!.hear((frame) => frame.id === later);
    expect(ear!.frames.filter(({ kind }) => kind === 'note')).toEqual([]);
  }
  const told = (await owner.admin.get('/notices')).body.items;
  expect(told).toContainEqual(
    expect.objectContaining({
      topic: 'problemReported',
      text: 'Partner FD reported a problem: Hydrant H-1.',
    }),
  );
  expect((await reader.get('/notices')).body.items).toEqual([]);
});

test('an explanation says why one of the owner’s people reads a report, and what another lacks', async () => {
  const { owner, partner } = await pair();
  const record = { kind: 'hydrant', id: await hydrantOf(owner) };
  const { id } = await reported(partner.admin, record.id);
  const reader = await world.user(owner, ['Hydrants - Read']);
  const ask = (userId?: string) =>
    owner.admin.post('/access/explain', {
      record: { kind: 'note', id },
      agencyId: owner.id,
      action: 'view',
      ...(userId && { userId }),
    });
  const agency = await ask();
  expect(agency.status, JSON.stringify(agency.body)).toBe(200);
  expect(agency.body).toMatchObject({ allowed: true, via: 'aboutOurHydrant', needs: 'Hydrants - Edit' });
  const ofHydrant = await owner.admin.post('/access/explain', {
    record,
    agencyId: partner.id,
    action: 'view',
  });
  expect(ofHydrant.body).toMatchObject({ allowed: true, via: 'shared' });
  expect((await ask(reader.membershipId)).body).toMatchObject({
    allowed: false,
    missing: ['Hydrants - Edit'],
  });
});
