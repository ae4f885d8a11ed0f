import { expect } from 'vitest';
import type { Answer, TestAgency, World } from '../../test/world.ts';

/** An id that nobody has. */
export const never = '01890000-0000-7000-8000-000000000000';

export const mill = {
  addressLine: '12 Mill Street',
  unit: 'Rear',
  city: 'Waukegan',
  state: 'IL',
  zip: '60085',
  location: { type: 'Point', coordinates: [-87.8412, 42.3601] },
  name: 'The Old Mill',
  occupancyType: 'Storage',
  constructionType: 'Type IV',
  stories: 4,
  yearBuilt: 1891,
  floorAreaSqFt: 42_000,
  notes: 'the watchman keeps a dog',
};

export const makePlace = async (by: TestAgency, fields: object = {}): Promise<Answer['body']> => {
  const answer = await by.admin.post('/places', { ...mill, ...fields });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

export const makePermit = async (by: TestAgency, placeId: string): Promise<Answer['body']> => {
  const answer = await by.admin.post('/permits', { placeId, type: 'Tent', class: 'operational' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

/** Two fresh agencies and a place of the first, so that a test's grants are its own. */
export async function ownerAndPartner(world: World, fields: object = {}) {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  return { owner, partner, place: await makePlace(owner, fields) };
}

/** What the stream was told of a record, in order. */
export async function eventsOf(world: World, id: string) {
  const { rows } = await world.sql.query<{ kind: string; before: unknown; after: unknown }>(
    'select kind, before, after from change_event where record_id = $1 order by id',
    [id],
  );
  return rows;
}

/** Two fresh agencies and a place of the first. */
export async function giverAndTaker(world: World) {
  const [from, to] = [await world.agency('From FD'), await world.agency('To FD')];
  return { from, to, place: await world.place(from, { name: 'Depot', notes: 'ask for Ann' }) };
}

export const offer = (by: TestAgency, placeId: string, to: TestAgency) =>
  by.admin.post(`/places/${placeId}/transfer`, { toAgencyId: to.id });
export const answerOffer = (by: TestAgency, placeId: string, verb: string, body?: unknown) =>
  by.admin.post(`/places/${placeId}/transfer/${verb}`, body);

/** The actions on a record in an agency's change log. */
export async function logOf(world: World, agency: TestAgency, id: string) {
  const { rows } = await world.sql.query<{ action: string }>(
    'select action from audit_entry where agency_id = $1 and record_id = $2 order by id',
    [agency.id, id],
  );
  return rows.map((row) => row.action);
}

/** What an agency was told of offers. */
export async function noticesOf(world: World, agency: TestAgency) {
  const { rows } = await world.sql.query<{ text: string }>(
    "select text from notice where agency_id = $1 and topic = 'placeTransfer' order by id",
    [agency.id],
  );
  return rows.map((row) => row.text);
}
