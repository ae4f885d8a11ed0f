import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const a = await world.agency('Adams FD');
const b = await world.agency('Baker FD');
const placeOfA = await world.place(a);
const inspector = await world.user(a, ['Fire Inspections - Read', 'Fire Inspections - Edit']);
const never = '01890000-0000-7000-8000-000000000000';

const ask = (by: TestAgency, more: object = {}, place: Answer['body'] = placeOfA) =>
  by.admin.post('/inspections', { placeId: place.id, type: 'Annual', ...more });

const made = async (more: object = {}, by = a, place: Answer['body'] = placeOfA) => {
  const answer = await ask(by, more, place);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

const change = async (id: string, patch: object, ifMatch = 1) =>
  a.admin.patch(`/inspections/${id}`, patch, { ifMatch });

describe('an own inspection', () => {
  test('is made scheduled, with a number of its own series, and read back whole', async () => {
    const answer = await ask(a, {
      checklist: [{ item: 'Exits are clear', result: 'pass', note: 'both' }, { item: 'Alarm tested' }],
      violations: [{ code: 'IFC 906.2', description: 'Past due', severity: 'minor', status: 'open' }],
      notes: 'dog in the yard',
      assignedTo: inspector.membershipId,
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/inspections/${answer.body.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toMatchObject({
      number: expect.stringMatching(/^I-\d{4}-\d{4}$/),
      status: 'scheduled',
      version: 1,
      withheld: false,
      agency: { id: a.id, name: 'Adams FD' },
      place: { id: placeOfA.id, addressLine: placeOfA.addressLine, agency: { id: a.id } },
      access: {
        relation: 'own',
        via: 'inOurPlace',
        can: ['view', 'edit', 'delete', 'download', 'email'],
      },
      scheduledFor: null,
      startedAt: null,
      completedAt: null,
      assignedTo: { id: inspector.membershipId, name: 'User of Adams FD' },
      checklist: [{ item: 'Exits are clear', result: 'pass', note: 'both' }, { item: 'Alarm tested' }],
      violations: [{ code: 'IFC 906.2', description: 'Past due', severity: 'minor', status: 'open' }],
      reinspectionOf: null,
      notes: 'dog in the yard',
      reopenedReason: null,
    });
    expect((await a.admin.get(`/inspections/${answer.body.id}`)).body).toEqual(answer.body);
  });

  test('takes the next number that nobody took by hand', async () => {
    const fresh = await world.agency('Numbers FD');
    const place = await world.place(fresh);
    const first = await made({}, fresh, place);
    const year = first.number.slice(2, 6);
    expect(first.number).toBe(`I-${year}-0001`);
    await made({ number: `I-${year}-0002` }, fresh, place);
    expect((await made({}, fresh, place)).number).toBe(`I-${year}-0003`);
    const taken = await ask(fresh, { number: `I-${year}-0002` }, place);
    expect(taken).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('gets different numbers when six are made at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(a)));
    expect(new Set(answers.map((each) => each.body.number)).size).toBe(6);
  });

  test('keeps a day as a day and a moment as a moment', async () => {
    expect((await made({ scheduledFor: '2026-03-05' })).scheduledFor).toBe('2026-03-05');
    const moved = await made({ scheduledFor: '2026-03-05T14:30:00-06:00' });
    expect(moved.scheduledFor).toBe('2026-03-05T20:30:00.000Z');
    expect((await change(moved.id, { scheduledFor: '2026-03-06' })).body.scheduledFor).toBe('2026-03-06');
    expect((await change(moved.id, { scheduledFor: null }, 2)).body.scheduledFor).toBeNull();
  });

  test('does not exist for an agency without a grant, in the words of an id nobody has', async () => {
    const { id } = await made({ status: 'completed' });
    const [hidden, unknown] = [
      await b.admin.get(`/inspections/${id}`),
      await b.admin.get(`/inspections/${never}`),
    ];
    expect(hidden.status).toBe(404);
    expect({ ...hidden.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
  });
});

describe('its status', () => {
  test.each([
    ['scheduled', 'inProgress', 200],
    ['scheduled', 'cancelled', 200],
    ['scheduled', 'completed', 409],
    ['inProgress', 'completed', 200],
    ['inProgress', 'cancelled', 200],
    ['inProgress', 'scheduled', 409],
    ['completed', 'cancelled', 409],
    ['completed', 'scheduled', 409],
    ['cancelled', 'scheduled', 409],
    ['cancelled', 'inProgress', 409],
  ])('from %s to %s answers %i', async (from, to, status) => {
    const { id } = await made({ status: from });
    const answer = await change(id, { status: to });
    expect(answer.status).toBe(status);
    expect((await a.admin.get(`/inspections/${id}`)).body.status).toBe(status === 200 ? to : from);
  });

  test('sets when it was started and completed', async () => {
    const { id } = await made();
    const before = Date.now() - 1000;
    const started = (await change(id, { status: 'inProgress' })).body;
    expect(Date.parse(started.startedAt)).toBeGreaterThan(before);
    expect(started.completedAt).toBeNull();
    const completed = (await change(id, { status: 'completed' }, 2)).body;
    expect(completed.startedAt).toBe(started.startedAt);
    expect(Date.parse(completed.completedAt)).toBeGreaterThanOrEqual(Date.parse(started.startedAt));
  });

  test('is reopened with a reason only, which is kept, and the start stays', async () => {
    const { id, startedAt } = await made({ status: 'completed' });
    const refused = await change(id, { status: 'inProgress' });
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid', errors: [{ path: 'reason' }] } });
    const reopened = await change(id, { status: 'inProgress', reason: 'Second visit' });
    expect(reopened.body).toMatchObject({
      status: 'inProgress',
      startedAt,
      completedAt: null,
      reopenedReason: 'Second visit',
    });
    expect((await change(id, { status: 'completed' }, 2)).body.completedAt).not.toBeNull();
  });

  test('takes a reason for nothing but reopening', async () => {
    const { id } = await made();
    const answer = await change(id, { status: 'cancelled', reason: 'rain' });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'reason' }] } });
    expect((await a.admin.get(`/inspections/${id}`)).body.status).toBe('scheduled');
  });

  test('given once more as it is changes nothing', async () => {
    const inspection = await made({ status: 'inProgress' });
    expect((await change(inspection.id, { status: 'inProgress' })).body).toEqual(inspection);
  });
});

describe('changing it', () => {
  test('needs If-Match, and a stale one is refused with the version it now has', async () => {
    const { id } = await made();
    expect((await a.admin.patch(`/inspections/${id}`, { type: 'x' })).body.code).toBe(
      'precondition_required',
    );
    expect((await a.admin.delete(`/inspections/${id}`)).status).toBe(428);
    expect((await change(id, { type: 'Complaint' })).body).toMatchObject({ version: 2, type: 'Complaint' });
    expect(await change(id, { type: 'Annual' })).toMatchObject({
      status: 412,
      body: { code: 'stale', version: 2 },
    });
    expect((await a.admin.delete(`/inspections/${id}`, { ifMatch: 1 })).status).toBe(412);
    expect((await a.admin.get(`/inspections/${id}`)).body.type).toBe('Complaint');
  });

  test('by four at once lets exactly one through', async () => {
    const { id } = await made();
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, at) => change(id, { checklist: [{ item: `i${at}` }] })),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([200, ...Array(3).fill(412)]);
  });

  test('with nothing, or with what it says already, is 200 and keeps the version', async () => {
    const inspection = await made({
      checklist: [{ note: 'n', item: 'i' }],
      scheduledFor: '2026-03-05',
      assignedTo: inspector.membershipId,
    });
    const same = { checklist: [{ item: 'i', note: 'n' }], scheduledFor: '2026-03-05', type: 'Annual' };
    for (const patch of [{}, same, { assignedTo: inspector.membershipId }])
      expect(await change(inspection.id, patch)).toMatchObject({ status: 200, body: inspection });
  });

  test('replaces checklist and violations whole, and takes merge-patch', async () => {
    const { id } = await made({
      checklist: [{ item: 'old' }],
      violations: [{ description: 'v', status: 'open' }],
    });
    const answer = await a.admin.patch(
      `/inspections/${id}`,
      { checklist: [], violations: [{ description: 'v', status: 'corrected', correctedOn: '2026-03-09' }] },
      { ifMatch: 1, headers: { 'content-type': 'application/merge-patch+json' } },
    );
    expect(answer.body).toMatchObject({
      checklist: [],
      violations: [{ description: 'v', status: 'corrected', correctedOn: '2026-03-09' }],
    });
  });
});

describe('what is kept of what was done', () => {
  test('the history tells each change in the words of the API, newest first', async () => {
    const { id } = await made({ scheduledFor: '2026-03-05' });
    await change(id, { scheduledFor: '2026-03-06', status: 'inProgress' });
    const { body } = await a.admin.get(`/inspections/${id}/history`);
    expect(body.items).toMatchObject([
      {
        action: 'edit',
        via: 'inOurPlace',
        user: { id: a.admin.personId },
        before: { scheduledFor: '2026-03-05', status: 'scheduled', startedAt: null },
        after: { scheduledFor: '2026-03-06', status: 'inProgress', startedAt: expect.any(String) },
      },
      { action: 'create', after: { type: 'Annual', scheduledFor: '2026-03-05', status: 'scheduled' } },
    ]);
    expect(Object.keys(body.items[0].after).sort()).toEqual(['scheduledFor', 'startedAt', 'status']);
  });

  test('a deleted one is gone from reads, lists and counts, and its last state stands in the log', async () => {
    const fresh = await world.agency('Deletes FD');
    const place = await world.place(fresh);
    const [gone, stays] = [await made({ notes: 'n' }, fresh, place), await made({}, fresh, place)];
    expect((await fresh.admin.delete(`/inspections/${gone.id}`, { ifMatch: 1 })).status).toBe(204);
    expect((await fresh.admin.get(`/inspections/${gone.id}`)).status).toBe(404);
    expect((await fresh.admin.delete(`/inspections/${gone.id}`, { ifMatch: 1 })).status).toBe(404);
    const list = await fresh.admin.get('/inspections?count=exact');
    expect(list.body).toMatchObject({ total: 1, items: [{ id: stays.id }] });
    const log = await fresh.admin.get(`/audit?record=${gone.id}`);
    expect(log.body.items[0]).toMatchObject({
      action: 'delete',
      before: { number: gone.number, placeId: place.id, notes: 'n', status: 'scheduled' },
    });
  });
});

describe('an Idempotency-Key', () => {
  const once = (key: string, body: object) =>
    a.admin.post('/inspections', body, { headers: { 'idempotency-key': key } });
  const body = { placeId: placeOfA.id, type: 'Once only' };

  test('sent again makes nothing new and answers the same inspection', async () => {
    const answers = await Promise.all([once('i1', body), once('i1', body)]);
    const later = await once('i1', body);
    expect(later.status).toBe(201);
    for (const each of answers) expect([201, 409]).toContain(each.status);
    const ids = [...answers, later].filter((each) => each.status === 201).map((each) => each.body.id);
    expect(new Set(ids).size).toBe(1);
    expect((await a.admin.get('/inspections?type=Once%20only&count=exact')).body.total).toBe(1);
  });

  test('sent with another body is 409 and makes nothing', async () => {
    await once('i2', body);
    const other = await once('i2', { ...body, type: 'Never made' });
    expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await a.admin.get('/inspections?type=Never%20made')).body.items).toEqual([]);
  });
});
