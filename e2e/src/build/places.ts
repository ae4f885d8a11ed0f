import { type Reply, readCreated, send } from '../client.ts';
import { settle } from '../findings.ts';
import { asObject, asText, type Json } from '../json.ts';
import { findAgency, type Place } from '../model.ts';
import { adminClient, type World } from './state.ts';

/** The body of a place that no other place of the world resembles. */
export function drawPlace(world: World, owner: string): { fields: Json; place: Place } {
  const { random, vocabulary } = world;
  const addressToken = random.token();
  const nameToken = random.token();
  const agency = findAgency(world.model, owner);
  const point: [number, number] = [
    Math.round((-82 + random.next() * 2) * 1e6) / 1e6,
    Math.round((40 + random.next() * 2) * 1e6) / 1e6,
  ];
  const fields: Json = {
    addressLine: `${100 + random.int(900)} ${addressToken} Street`,
    city: 'Springfield',
    state: agency.state,
    zip: String(43000 + random.int(999)),
    location: { type: 'Point', coordinates: point },
    name: `House ${nameToken}`,
    occupancyType: random.pick(vocabulary.occupancyTypes),
    constructionType: random.pick(vocabulary.constructionTypes),
    stories: 1 + random.int(9),
  };
  const place: Place = {
    kind: 'place',
    id: '',
    owner,
    withheld: false,
    retired: false,
    addressToken,
    nameToken,
    point,
    fields,
  };
  return { fields, place };
}

/** Creates a place as its owner's administrator. */
export async function createPlace(world: World, owner: string): Promise<Place | null> {
  const { fields, place } = drawPlace(world, owner);
  const client = adminClient(world, owner);
  const reply = await send(client, 'POST', '/places', { body: fields });
  const located = reply.headers.get('location') !== null;
  const done = settle(world.findings, reply.status === 201 && located, reply.call, '201 with Location', {
    status: reply.status,
    body: reply.text,
  });
  if (!done && reply.status !== 201) return null;
  place.id = asText((await readCreated(client, reply)).id);
  world.model.places.push(place);
  return place;
}

/** Marks a place as withheld, or takes the mark away. */
export async function withholdPlace(world: World, place: Place, withheld: boolean): Promise<void> {
  const reply = await patchRecord(world, place.owner, `/places/${place.id}`, { withheld });
  if (settle(world.findings, reply.status === 200, reply.call, 200, reply.text)) place.withheld = withheld;
}

/** Retires a place: it goes, and what stands at it stays. */
export async function retirePlace(world: World, place: Place): Promise<void> {
  const client = adminClient(world, place.owner);
  const path = `/places/${place.id}`;
  const ifMatch = Number(asObject((await send(client, 'GET', path)).body).version);
  const reply = await send(client, 'DELETE', path, { ifMatch });
  const done = settle(
    world.findings,
    reply.status === 204 || reply.status === 200,
    reply.call,
    204,
    reply.text,
  );
  if (done) place.retired = true;
}

/** Offers a place to another agency and accepts it there. */
export async function transferPlace(world: World, place: Place, target: string): Promise<void> {
  const way = world.vocabulary.transfer;
  if (way === null) {
    settle(world.findings, false, 'openapi.json', 'a transfer of places with accept', 'no such path');
    return;
  }
  const fill = (path: string, second: string): string =>
    path.replace(/\{[^}]+\}/, place.id).replace(/\{[^}]+\}/, second);
  const offer = await send(adminClient(world, place.owner), 'POST', fill(way.offer, ''), {
    body: { [way.target]: target },
  });
  if (!settle(world.findings, [200, 201, 202].includes(offer.status), offer.call, 201, offer.text)) return;
  const transferId = asText(asObject(offer.body).id);
  const accept = await send(adminClient(world, target), 'POST', fill(way.accept, transferId), { body: {} });
  const done = settle(world.findings, [200, 201, 204].includes(accept.status), accept.call, 200, accept.text);
  if (done) place.owner = target;
}

/** Changes a record as an agency's administrator, at the record's current version. */
export async function patchRecord(world: World, agency: string, path: string, change: Json): Promise<Reply> {
  const client = adminClient(world, agency);
  const current = asObject((await send(client, 'GET', path)).body);
  return send(client, 'PATCH', path, { body: change, ifMatch: Number(current.version) });
}
