import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const a = await world.agency('Adams FD');
const b = await world.agency('Baker FD');
const placeOfA = await world.place(a);
const otherPlaceOfA = await world.place(a);
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

describe('whom it is assigned to', () => {
  test.each([
    ['a user of another agency', () => b.admin.membershipId],
    ['nobody’s id', () => never],
    ['a person’s id', () => inspector.personId],
  ])('cannot be %s, in the same words', async (_whose, id) => {
    const expected = {
      status: 400,
      body: { errors: [{ path: 'assignedTo', message: 'is not an active user of your agency' }] },
    };
    expect(await ask(a, { assignedTo: id() })).toMatchObject(expected);
    const { id: inspection } = await made();
    expect(await change(inspection, { assignedTo: id() })).toMatchObject(expected);
  });

  test('cannot be somebody who left, though whoever has it keeps it', async () => {
    const leaver = await world.user(a, ['Fire Inspections - Read']);
    const { id } = await made({ assignedTo: leaver.membershipId });
    await world.sql.query('update membership set active = false where id = $1', [leaver.membershipId]);
    expect((await ask(a, { assignedTo: leaver.membershipId })).status).toBe(400);
    const kept = await change(id, { assignedTo: leaver.membershipId, type: 'Complaint' });
    expect(kept.body).toMatchObject({ type: 'Complaint', assignedTo: { id: leaver.membershipId } });
    expect((await change(id, { assignedTo: null }, 2)).body.assignedTo).toBeNull();
  });

  test('is a user of its own agency to the database too', async () => {
    const { id } = await made();
    const assign = world.sql.query(
      'update inspection set assigned_to = $1, assigned_person = $2 where id = $3',
      [b.admin.membershipId, b.admin.personId, id],
    );
    await expect(assign).rejects.toMatchObject({ constraint: 'inspection_assigned_to_fkey' });
  });

  test('goes by the name the person has now', async () => {
    const renamed = await world.user(a, ['Fire Inspections - Read']);
    const { id } = await made({ assignedTo: renamed.membershipId });
    await world.sql.query('update person set name = $1 where id = $2', ['Ana Peña', renamed.personId]);
    expect((await a.admin.get(`/inspections/${id}`)).body.assignedTo.name).toBe('Ana Peña');
  });
});

describe('a re-inspection', () => {
  test('follows an inspection of the own agency at the same place, and no other', async () => {
    const first = await made({ status: 'completed' });
    expect((await made({ reinspectionOf: first.id })).reinspectionOf).toBe(first.id);
    const elsewhere = await made({}, a, otherPlaceOfA);
    const foreign = await made({}, b, await world.place(b));
    for (const id of [elsewhere.id, foreign.id, never]) {
      const answer = await ask(a, { reinspectionOf: id });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'reinspectionOf' }] } });
    }
  });

  test('never follows itself, not through others either', async () => {
    const first = await made();
    const second = await made({ reinspectionOf: first.id });
    const third = await made({ reinspectionOf: second.id });
    for (const id of [first.id, second.id, third.id])
      expect(await change(first.id, { reinspectionOf: id })).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'reinspectionOf', code: 'circular' }] },
      });
    expect((await change(third.id, { reinspectionOf: first.id })).body.reinspectionOf).toBe(first.id);
    expect((await change(third.id, { reinspectionOf: null }, 2)).body.reinspectionOf).toBeNull();
  });

  test('stays when what it followed is deleted', async () => {
    const first = await made();
    const second = await made({ reinspectionOf: first.id });
    expect((await a.admin.delete(`/inspections/${first.id}`, { ifMatch: 1 })).status).toBe(204);
    expect((await a.admin.get(`/inspections/${second.id}`)).body).toMatchObject({ reinspectionOf: null });
  });
});
