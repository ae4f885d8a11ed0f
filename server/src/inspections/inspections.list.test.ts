import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
// Eastern time, UTC-5 in March before the 8th.
const a = await world.agency('Adams FD');
const b = await world.agency('Baker FD');
await world.grant(a, b, { inspections: 'view' });
const elm = await world.place(a, { addressLine: '9 Elm Street' });
const oak = await world.place(a, {
  addressLine: '2 Oak Street',
  location: { type: 'Point', coordinates: [-88.5, 41.5] },
});
const inspector = await world.user(a, ['Fire Inspections - Read']);

const make = async (name: string, place: Answer['body'], more: object = {}) => {
  const body = { placeId: place.id, type: 'Annual', number: name, ...more };
  const answer = await a.admin.post('/inspections', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

const evening = await make('C-evening', elm, {
  scheduledFor: '2026-03-05T23:30:00-05:00',
  status: 'inProgress',
});
await make('A-day', oak, { scheduledFor: '2026-03-05', assignedTo: inspector.membershipId });
await make('D-none', elm, { type: 'Complaint' });
await make('B-later', oak, { scheduledFor: '2026-03-06T09:00:00-05:00', status: 'completed' });

const names = (answer: Answer) => answer.body.items.map((each: { number: string }) => each.number);
const list = async (query: string, who: User = a.admin) => {
  const answer = await who.get(`/inspections?${query}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return names(answer);
};

describe('inspections are listed', () => {
  test.each([
    ['createdAt', ['C-evening', 'A-day', 'D-none', 'B-later']],
    ['-createdAt', ['B-later', 'D-none', 'A-day', 'C-evening']],
    ['-updatedAt', ['B-later', 'D-none', 'A-day', 'C-evening']],
    ['number', ['A-day', 'B-later', 'C-evening', 'D-none']],
    ['-number', ['D-none', 'C-evening', 'B-later', 'A-day']],
    ['scheduledFor', ['A-day', 'C-evening', 'B-later', 'D-none']],
    ['-scheduledFor', ['B-later', 'C-evening', 'A-day', 'D-none']],
  ])('by %s in one order, whatever the size of the page', async (sort, expected) => {
    expect(await list(`sort=${sort}`)).toEqual(expected);
    for (const limit of [1, 2, 3]) {
      const walked: string[] = [];
      let cursor = '';
      do {
        const page = await a.admin.get(`/inspections?sort=${sort}&limit=${limit}${cursor}`);
        walked.push(...names(page));
        cursor = page.body.nextCursor ? `&cursor=${encodeURIComponent(page.body.nextCursor)}` : '';
      } while (cursor);
      expect(walked).toEqual(expected);
    }
  });

  test('by address line', async () => {
    const { body } = await a.admin.get('/inspections?sort=addressLine');
    const lines = body.items.map((each: Answer['body']) => each.place.addressLine);
    expect(lines).toEqual(['2 Oak Street', '2 Oak Street', '9 Elm Street', '9 Elm Street']);
  });

  test.each([
    ['status=completed', ['B-later']],
    ['status=cancelled', []],
    ['type=Complaint', ['D-none']],
    [`place=${oak.id}`, ['A-day', 'B-later']],
    [`place=${elm.id}&status=inProgress`, ['C-evening']],
    [`assignedTo=${inspector.membershipId}`, ['A-day']],
    ['assignedTo=01890000-0000-7000-8000-000000000000', []],
    [`assignedTo=${b.admin.membershipId}`, []],
    ['q=elm', ['C-evening', 'D-none']],
    ['q=annual oak', ['A-day', 'B-later']],
    ['bbox=-89,41,-88,42', ['A-day', 'B-later']],
    [`agency=${a.id}&access=own`, ['A-day', 'B-later', 'C-evening', 'D-none']],
    ['access=shared', []],
    [`agency=${b.id}`, []],
  ])('with %s, and counted the same', async (query, expected) => {
    const answer = await a.admin.get(`/inspections?sort=number&count=exact&${query}`);
    expect(names(answer)).toEqual(expected);
    expect(answer.body.total).toBe(expected.length);
  });

  test.each([
    ['scheduledFrom=2026-03-06', ['B-later']],
    ['scheduledTo=2026-03-05', ['A-day', 'C-evening']],
    ['scheduledTo=2026-03-04', []],
    ['scheduledFrom=2026-03-05&scheduledTo=2026-03-05', ['A-day', 'C-evening']],
    ['scheduledFrom=2026-03-05T12:00:00-05:00', ['A-day', 'B-later', 'C-evening']],
    ['scheduledFrom=2026-03-05T23:31:00-05:00', ['A-day', 'B-later']],
    ['scheduledFrom=2026-03-06T00:00:00-05:00', ['B-later']],
    ['scheduledTo=2026-03-05T23:29:00-05:00', ['A-day']],
    ['scheduledTo=2026-03-05T23:30:00-05:00', ['A-day', 'C-evening']],
    ['scheduledTo=2026-03-06T14:00:00Z', ['A-day', 'B-later', 'C-evening']],
    ['scheduledFrom=2026-03-07&scheduledTo=2026-03-01', []],
  ])('due with %s, days meant in the agency’s own zone', async (query, expected) => {
    const answer = await a.admin.get(`/inspections?sort=number&count=exact&${query.replaceAll('+', '%2B')}`);
    expect(names(answer)).toEqual(expected);
    expect(answer.body.total).toBe(expected.length);
  });
});

describe('to a partner', () => {
  test('only those in progress and completed are listed, counted, found and filtered', async () => {
    const shown = ['B-later', 'C-evening'];
    for (const query of ['', '&access=shared', `&agency=${a.id}`, '&q=annual', '&bbox=-89,41,-87,43']) {
      const answer = await b.admin.get(`/inspections?sort=number&count=exact${query}`);
      expect(names(answer)).toEqual(shown);
      expect(answer.body.total).toBe(2);
    }
    for (const query of ['status=scheduled', 'q=D-none', 'type=Complaint', 'access=own'])
      expect(await list(query, b.admin)).toEqual([]);
    expect(await list(`assignedTo=${inspector.membershipId}`, b.admin)).toEqual([]);
    expect(await list('scheduledTo=2026-03-05', b.admin)).toEqual(['C-evening']);
  });

  test('a place that it may not open is no filter', async () => {
    expect(await list(`place=${elm.id}`, b.admin)).toEqual([]);
    await world.grant(a, b, { address: 'view' });
    expect(await list(`place=${elm.id}`, b.admin)).toEqual(['C-evening']);
    await world.grant(a, b, { address: 'none' });
  });

  test('each comes with its inspector’s name and without internal notes', async () => {
    await a.admin.patch(
      `/inspections/${evening.id}`,
      { assignedTo: inspector.membershipId, notes: 'secret' },
      { ifMatch: 1 },
    );
    const { body } = await b.admin.get(`/inspections?assignedTo=${inspector.membershipId}`);
    expect(body.items).toMatchObject([
      { number: 'C-evening', assignedTo: { id: inspector.membershipId, name: 'User of Adams FD' } },
    ]);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  test('what the list showed stands in the own agency’s log of views', async () => {
    await b.admin.get('/inspections?status=completed');
    const { body } = await a.admin.get('/audit/views');
    expect(body.items[0]).toMatchObject({
      how: 'list',
      kind: 'inspection',
      filter: { status: 'completed' },
      viewer: { agency: { id: b.id } },
    });
    expect(body.items[0].ids).toHaveLength(1);
  });
});

describe('the duplicate warning', () => {
  const similar = async (who: User, place: Answer['body'], type = 'annual') => {
    const answer = await who.post('/inspections/similar', { placeId: place.id, type });
    expect(answer.status).toBe(200);
    return names(answer);
  };

  test('names what is under way or was done within a year, of the same type at the same place', async () => {
    expect(await similar(a.admin, oak)).toEqual(['B-later', 'A-day']);
    expect(await similar(a.admin, elm, 'ANNUAL')).toEqual(['C-evening']);
    expect(await similar(a.admin, elm, 'Occupancy')).toEqual([]);
    await make('X-old', elm, { status: 'completed', type: 'Hood' });
    await make('X-off', elm, { status: 'cancelled', type: 'Hood' });
    expect(await similar(a.admin, elm, 'Hood')).toEqual(['X-old']);
    await world.sql.query(
      `update inspection set completed_at = now() - interval '366 days' where number = 'X-old'`,
    );
    expect(await similar(a.admin, elm, 'Hood')).toEqual([]);
  });

  test('tells a partner what they may see, at a place that they may open, and nothing else', async () => {
    expect(await similar(b.admin, oak)).toEqual([]);
    await world.grant(a, b, { address: 'view' });
    expect(await similar(b.admin, oak)).toEqual(['B-later']);
    await world.grant(a, b, { address: 'none' });
  });

  test('is not crowded out by inspections that the viewer may not see', async () => {
    const place = await world.place(a);
    await make('K-shown', place, { status: 'completed', type: 'Crowd' });
    for (let at = 0; at < 21; at++) await make(`K-hidden-${at}`, place, { type: 'Crowd' });
    await world.grant(a, b, { address: 'view' });
    expect(await similar(b.admin, place, 'Crowd')).toEqual(['K-shown']);
    await world.grant(a, b, { address: 'none' });
  });
});
