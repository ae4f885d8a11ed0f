import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const a = await world.agency('Adams FD');
const place = await world.place(a);
const whole = { placeId: place.id, type: 'Annual' };

const faults: [string, object, string][] = [
  ['a day that does not exist', { scheduledFor: '2026-02-30' }, 'scheduledFor'],
  ['a moment on a day that does not exist', { scheduledFor: '2026-02-30T10:00:00Z' }, 'scheduledFor'],
  ['a moment without an offset', { scheduledFor: '2026-03-05T10:00:00' }, 'scheduledFor'],
  ['a moment without seconds', { scheduledFor: '2026-03-05T10:00Z' }, 'scheduledFor'],
  ['a second 60', { scheduledFor: '2016-12-31T23:59:60Z' }, 'scheduledFor'],
  ['the year 0', { scheduledFor: '0000-03-05' }, 'scheduledFor'],
  ['a moment before the year 1', { scheduledFor: '0001-01-01T00:00:00+14:00' }, 'scheduledFor'],
  ['a number for a time', { scheduledFor: 1772722800 }, 'scheduledFor'],
  ['a status that does not exist', { status: 'done' }, 'status'],
  ['null for a type', { type: null }, 'type'],
  ['blank text', { type: '  ' }, 'type'],
  ['a type that is too long', { type: 'x'.repeat(121) }, 'type'],
  ['a number that is too long', { number: 'x'.repeat(61) }, 'number'],
  ['notes that are too long', { notes: 'x'.repeat(4001) }, 'notes'],
  ['notes with NUL', { notes: 'a\u0000b' }, ''],
  ['a checklist that is no list', { checklist: { item: 'x' } }, 'checklist'],
  ['no checklist at all', { checklist: null }, 'checklist'],
  ['201 items', { checklist: Array(201).fill({ item: 'x' }) }, 'checklist'],
  ['an item without text', { checklist: [{ result: 'pass' }] }, 'checklist.0.item'],
  ['an item with an unknown result', { checklist: [{ item: 'x', result: 'maybe' }] }, 'checklist.0.result'],
  ['an item with an unknown field', { checklist: [{ item: 'x', colour: 'red' }] }, 'checklist.0.colour'],
  [
    'an item’s note that is too long',
    { checklist: [{ item: 'x', note: 'n'.repeat(1001) }] },
    'checklist.0.note',
  ],
  ['101 violations', { violations: Array(101).fill({ description: 'x', status: 'open' }) }, 'violations'],
  ['a violation without status', { violations: [{ description: 'x' }] }, 'violations.0.status'],
  [
    'a violation to be corrected on no day',
    { violations: [{ description: 'x', status: 'open', correctBy: '2026-02-30' }] },
    'violations.0.correctBy',
  ],
  [
    'an open violation that was corrected',
    { violations: [{ description: 'x', status: 'open', correctedOn: '2026-03-01' }] },
    'violations.0.correctedOn',
  ],
  ['an assignee that is no id', { assignedTo: 'Ana' }, 'assignedTo'],
  ['an assignee that is an object', { assignedTo: { id: a.admin.membershipId } }, 'assignedTo'],
  ['a followed inspection that is no id', { reinspectionOf: 7 }, 'reinspectionOf'],
  ['text for yes or no', { withheld: 'yes' }, 'withheld'],
  ['an unknown field', { colour: 'red' }, 'colour'],
  ['its id', { id: '01890000-0000-7000-8000-000000000000' }, 'id'],
  ['its version', { version: 7 }, 'version'],
  ['its agency', { agency: { id: a.id } }, 'agency'],
  ['its start', { startedAt: '2026-03-05T10:00:00Z' }, 'startedAt'],
  ['its completion', { completedAt: '2026-03-05T10:00:00Z' }, 'completedAt'],
  ['what the database calls it', { assigned_person: a.admin.personId }, 'assigned_person'],
];

describe('refused with 400 at the field, and nothing is made or changed:', () => {
  test.each(faults)('%s', async (_what, body, path) => {
    const before = (await a.admin.get('/inspections?count=exact')).body.total;
    const created = await a.admin.post('/inspections', { ...whole, ...body });
    expect(created.status).toBe(400);
    expect(created.body.code).toBe('invalid');
    if (path) expect(created.body.errors.map((each: { path: string }) => each.path)).toContain(path);
    expect((await a.admin.get('/inspections?count=exact')).body.total).toBe(before);
    const made = (await a.admin.post('/inspections', whole)).body;
    const changed = await a.admin.patch(`/inspections/${made.id}`, body, { ifMatch: 1 });
    expect(changed.status).toBe(400);
    expect((await a.admin.get(`/inspections/${made.id}`)).body).toEqual(made);
  });

  test('moving an inspection to another place', async () => {
    const made = (await a.admin.post('/inspections', whole)).body;
    const answer = await a.admin.patch(`/inspections/${made.id}`, { placeId: place.id }, { ifMatch: 1 });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'placeId' }] } });
  });

  test.each([
    ['colour=red', 'colour'],
    ['status=done', 'status'],
    ['sort=notes', 'sort'],
    ['sort=type', 'sort'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['scheduledFrom=2026-02-30', 'scheduledFrom'],
    ['scheduledTo=yesterday', 'scheduledTo'],
    ['scheduledTo=0000-01-01', 'scheduledTo'],
    ['status=completed&status=scheduled', 'status'],
    ['bbox=1,2,3', 'bbox'],
    ['cursor=made.up', 'cursor'],
  ])('?%s', async (query, path) => {
    const answer = await a.admin.get(`/inspections?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(answer.body.errors.map((each: { path: string }) => each.path)).toContain(path);
  });
});

describe('which refusal comes first', () => {
  test('the place before the body’s lookups, the body before the version', async () => {
    const hidden = await world.place(await world.agency('Baker FD'));
    const far = await a.admin.post('/inspections', { ...whole, placeId: hidden.id, assignedTo: place.id });
    expect(far.status).toBe(404);
    const made = (await a.admin.post('/inspections', whole)).body;
    expect((await a.admin.patch(`/inspections/${made.id}`, { colour: 'red' })).status).toBe(400);
    expect((await a.admin.patch(`/inspections/${made.id}`, { assignedTo: place.id })).status).toBe(400);
    expect((await a.admin.patch(`/inspections/${made.id}`, { status: 'completed' })).status).toBe(428);
    const stale = await a.admin.patch(`/inspections/${made.id}`, { status: 'completed' }, { ifMatch: 9 });
    expect(stale.status).toBe(412);
  });

  test('no key is 401, another method is 405, another type is 415', async () => {
    const url = `${app.base}/api/v1/inspections`;
    expect((await fetch(url)).status).toBe(401);
    expect((await a.admin.put('/inspections', {})).status).toBe(405);
    const text = await a.admin.post('/inspections', whole, { headers: { 'content-type': 'text/plain' } });
    expect(text.status).toBe(415);
  });

  test.each([
    ['Read', 'get', ''],
    ['Read', 'get', '/01890000-0000-7000-8000-000000000000'],
    ['Read', 'get', '/01890000-0000-7000-8000-000000000000/report.pdf'],
    ['Read', 'post', '/01890000-0000-7000-8000-000000000000/email'],
    ['Read', 'post', '/similar'],
    ['Create', 'post', ''],
    ['Edit', 'patch', '/01890000-0000-7000-8000-000000000000'],
    ['Delete', 'delete', '/01890000-0000-7000-8000-000000000000'],
  ] as const)(
    'without %s, %s /inspections%s is 403 before id and body are looked at',
    async (right, method, path) => {
      const all = ['Read', 'Create', 'Edit', 'Delete'] as const;
      const held = all.filter((each) => each !== right).map((each) => `Fire Inspections - ${each}` as const);
      const user = await world.user(a, held);
      const answer =
        method === 'get' || method === 'delete'
          ? await user[method](`/inspections${path}`)
          : await user[method](`/inspections${path}`, { nonsense: true });
      expect(answer).toMatchObject({
        status: 403,
        body: { code: 'not_allowed', missing: [`Fire Inspections - ${right}`] },
      });
    },
  );
});
