import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const [giver, taker, stranger] = [
  await world.agency('Giver FD'),
  await world.agency('Taker FD'),
  await world.agency('Stranger FD'),
];
const place = await world.place(giver);
await world.grant(giver, taker, { inspections: 'view' });

const make = async (by: TestAgency, place: Answer['body'], more: object = {}) => {
  const answer = await by.admin.post('/inspections', { placeId: place.id, type: 'Annual', ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

const change = async (by: TestAgency, id: string, patch: object) => {
  const { version } = (await by.admin.get(`/inspections/${id}`)).body;
  const answer = await by.admin.patch(`/inspections/${id}`, patch, { ifMatch: version });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};

describe('a partner who sees an inspection', () => {
  test('is offered view and nothing else, without notes, reasons and the withheld mark', async () => {
    const { id } = await make(giver, place, { status: 'completed', notes: 'secret' });
    await change(giver, id, { status: 'inProgress', reason: 'inner affairs' });
    const { body } = await taker.admin.get(`/inspections/${id}`);
    expect(body.access).toEqual({ relation: 'shared', via: 'sharedByBoth', can: ['view'] });
    for (const field of ['notes', 'withheld', 'reopenedReason']) expect(body).not.toHaveProperty(field);
    expect(body.place).toMatchObject({ id: null, addressLine: place.addressLine });
    expect(JSON.stringify(body)).not.toMatch(/secret|inner affairs/);
  });

  const attempts: [string, (who: TestAgency, id: string) => Promise<Answer>][] = [
    ['edit it', (who, id) => who.admin.patch(`/inspections/${id}`, { type: 'x' }, { ifMatch: 1 })],
    ['edit it with nonsense', (who, id) => who.admin.patch(`/inspections/${id}`, { nonsense: 1 })],
    ['delete it', (who, id) => who.admin.delete(`/inspections/${id}`, { ifMatch: 1 })],
    ['download its report', (who, id) => who.admin.get(`/inspections/${id}/report.pdf`)],
    ['e-mail its report', (who, id) => who.admin.post(`/inspections/${id}/email`, { to: ['x@example.org'] })],
    ['e-mail its report to nobody', (who, id) => who.admin.post(`/inspections/${id}/email`, { to: [] })],
    ['read its history', (who, id) => who.admin.get(`/inspections/${id}/history`)],
  ];
  test.each(attempts)(
    'cannot %s: 403 in the source’s words; for a stranger it is not there',
    async (_verb, attempt) => {
      const inspection = await make(giver, place, { status: 'completed' });
      const refused = await attempt(taker, inspection.id);
      expect(refused).toMatchObject({ status: 403, body: { code: 'not_allowed', missing: ['own'] } });
      expect(refused.body.detail).toContain('strictly view-only');
      expect(refused.body.detail).toContain('Giver FD');
      expect((await attempt(stranger, inspection.id)).status).toBe(404);
      expect((await giver.admin.get(`/inspections/${inspection.id}`)).body).toEqual(inspection);
      const log = await giver.admin.get(`/inspections/${inspection.id}/history`);
      expect(log.body.items.map((each: { action: string }) => each.action)).toEqual(['create']);
    },
  );

  test('without Fire Inspections - Read sees none, and is told which permission is missing', async () => {
    const { id } = await make(giver, place, { status: 'completed' });
    const clerk = await world.user(taker, ['FD Permits - Read', 'Fire Inspections - Edit']);
    expect((await clerk.get(`/inspections/${id}`)).body.missing).toEqual(['Fire Inspections - Read']);
  });

  test('is seen to have read it in the own agency’s log of views', async () => {
    const { id } = await make(giver, place, { status: 'completed' });
    await taker.admin.get(`/inspections/${id}`);
    await giver.admin.get(`/inspections/${id}`);
    const { body } = await giver.admin.get('/audit/views');
    expect(body.items[0]).toMatchObject({
      how: 'read',
      ids: [id],
      via: 'sharedByBoth',
      viewer: { agency: { id: taker.id } },
    });
  });

  test('sees it come and go with its status, at once, and the stream is told both sides', async () => {
    const { id } = await make(giver, place);
    const steps: [object, number][] = [
      [{ status: 'inProgress' }, 200],
      [{ status: 'completed' }, 200],
      [{ status: 'inProgress', reason: 'again' }, 200],
      [{ status: 'cancelled' }, 404],
    ];
    expect((await taker.admin.get(`/inspections/${id}`)).status).toBe(404);
    for (const [step, status] of steps) {
      await change(giver, id, step);
      expect((await taker.admin.get(`/inspections/${id}`)).status).toBe(status);
      expect(
        (await taker.admin.get('/inspections?limit=200')).body.items.some(
          (each: { id: string }) => each.id === id,
        ),
      ).toBe(status === 200);
      expect((await giver.admin.get(`/inspections/${id}`)).status).toBe(200);
    }
    const { rows } = await world.sql.query(
      `select before ->> 'status' as before, after ->> 'status' as after from change_event where record_id = $1 order by id`,
      [id],
    );
    expect(rows).toEqual([
      { before: null, after: 'scheduled' },
      { before: 'scheduled', after: 'inProgress' },
      { before: 'inProgress', after: 'completed' },
      { before: 'completed', after: 'inProgress' },
      { before: 'inProgress', after: 'cancelled' },
    ]);
  });

  test('is not told of the inspection it follows unless they may see that one too', async () => {
    const first = await make(giver, place, { status: 'completed' });
    const second = await make(giver, place, { status: 'completed', reinspectionOf: first.id });
    const told = async () => (await taker.admin.get(`/inspections/${second.id}`)).body.reinspectionOf;
    expect(await told()).toBe(first.id);
    await change(giver, first.id, { withheld: true });
    expect(await told()).toBeNull();
    expect((await giver.admin.get(`/inspections/${second.id}`)).body.reinspectionOf).toBe(first.id);
    const list = await taker.admin.get('/inspections?limit=200');
    expect(JSON.stringify(list.body)).not.toContain(first.id);
  });

  test('in the eyes of the own agency’s administrator (X-View-As) is just as restricted', async () => {
    const [shown, hidden] = [await make(giver, place, { status: 'completed' }), await make(giver, place)];
    const asTaker = { headers: { 'x-view-as': taker.id } };
    const seen = await giver.admin.get(`/inspections/${shown.id}`, asTaker);
    expect(seen.body.access).toMatchObject({ relation: 'shared', can: ['view'] });
    expect((await giver.admin.get(`/inspections/${hidden.id}`, asTaker)).status).toBe(404);
    expect((await giver.admin.get(`/inspections/${shown.id}/report.pdf`, asTaker)).status).toBe(403);
  });
});
