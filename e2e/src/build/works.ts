import { type Client, type Reply, readCreated, send } from '../client.ts';
import { settle } from '../findings.ts';
import { asText, isSame, type Json } from '../json.ts';
import { kindPaths, type Place, type Work } from '../model.ts';
import { opensWork, readUserLevels } from '../oracle.ts';
import { patchRecord } from './places.ts';
import { saveUserLevels } from './sheets.ts';
import { adminClient, type World } from './state.ts';

export type WorkKind = Work['kind'];

/** The status changes that the contract allows. */
export const permitMoves: Record<string, string[]> = {
  applied: ['issued', 'denied'],
  issued: ['expired', 'revoked', 'closed'],
  expired: ['issued', 'closed'],
  revoked: [],
  denied: [],
  closed: [],
};
export const inspectionMoves: Record<string, string[]> = {
  scheduled: ['inProgress', 'cancelled'],
  inProgress: ['completed', 'cancelled'],
  completed: ['inProgress'],
  cancelled: [],
};

function drawDate(world: World): string {
  const time = Date.UTC(2024, 0, 1) + world.random.int(700) * 86_400_000;
  return new Date(time).toISOString().slice(0, 10);
}

/** The body of a permit or inspection that no other record of the world resembles. */
export function drawWork(world: World, kind: WorkKind, place: Place): { body: Json; textToken: string } {
  const { random, vocabulary } = world;
  const textToken = random.token();
  const number = random.chance(0.6) ? { number: `N${random.token()}`.toUpperCase() } : {};
  if (kind === 'permit') {
    const body: Json = {
      placeId: place.id,
      ...number,
      type: random.pick(vocabulary.permitTypes),
      class: random.pick(['operational', 'construction']),
      description: `About ${textToken}`,
    };
    if (random.chance(0.7)) body.issuedOn = drawDate(world);
    if (random.chance(0.3)) body.status = random.pick(['applied', 'issued', 'issued', 'expired']);
    return { body, textToken };
  }
  const body: Json = {
    placeId: place.id,
    ...number,
    type: random.pick(vocabulary.inspectionTypes),
    notes: `About ${textToken}`,
  };
  if (random.chance(0.7)) {
    body.scheduledFor = vocabulary.scheduledForIsDate ? drawDate(world) : `${drawDate(world)}T14:30:00Z`;
  }
  if (random.chance(0.4)) body.status = random.pick(['scheduled', 'inProgress', 'completed']);
  return { body, textToken };
}

/** Fields of the record as its own agency sees them, for comparison later. */
const compared: Record<WorkKind, string[]> = {
  permit: ['number', 'type', 'class', 'status', 'description', 'issuedOn', 'expiresOn'],
  inspection: ['number', 'type', 'status', 'scheduledFor', 'notes'],
};

/** Takes the fields that the model follows from a server's record. */
function pickFields(kind: WorkKind, record: Json): Json {
  return Object.fromEntries(compared[kind].map((name) => [name, record[name] ?? null]));
}

/** Writes a created record into the model, after comparing it with what was sent. */
export async function keepWork(
  world: World,
  client: Client,
  reply: Reply,
  made: { kind: WorkKind; creator: string; place: Place; body: Json; textToken: string },
): Promise<Work | null> {
  const record = await readCreated(client, reply);
  const { kind, creator, place, body, textToken } = made;
  const sent = Object.entries(body).filter(([name]) => name !== 'placeId');
  const wrong = sent.filter(([name, value]) => !isSameMoment(record[name], value));
  settle(world.findings, wrong.length === 0, reply.call, Object.fromEntries(wrong), record);
  const status = asText(body.status) || (kind === 'permit' ? 'applied' : 'scheduled');
  settle(world.findings, record.status === status, `${reply.call} status`, status, record.status);
  if (asText(record.id) === '') return null;
  if (kind === 'permit') {
    settle(world.findings, asText(record.number) !== '', `${reply.call} number`, 'some', record.number);
  }
  const work: Work = {
    kind,
    id: asText(record.id),
    creator,
    place,
    status,
    withheld: false,
    deleted: false,
    number: asText(record.number) || null,
    textToken,
    fields: pickFields(kind, record),
  };
  world.model.works.push(work);
  return work;
}

/** Equal values, where two spellings of one moment are equal too. */
export function isSameMoment(left: unknown, right: unknown): boolean {
  if (isSame(left, right)) return true;
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  const timed = /^\d{4}-\d{2}-\d{2}T/;
  return timed.test(left) && timed.test(right) && Date.parse(left) === Date.parse(right);
}

/** Creates work at a place as the creator's administrator, which must be allowed at this moment. */
export async function createWork(
  world: World,
  kind: WorkKind,
  creator: string,
  place: Place,
): Promise<Work | null> {
  const { body, textToken } = drawWork(world, kind, place);
  const client = adminClient(world, creator);
  const reply = await send(client, 'POST', kindPaths[kind], { body });
  const located = reply.headers.get('location') !== null;
  settle(world.findings, reply.status === 201 && located, reply.call, '201 with Location', {
    status: reply.status,
    body: reply.text,
  });
  if (reply.status !== 201) return null;
  return keepWork(world, client, reply, { kind, creator, place, body, textToken });
}

/** Grants Address Share for both kinds where it is not in force yet. */
export async function openAddresses(world: World, owner: string, creator: string): Promise<void> {
  const level = readUserLevels(world.model, owner, creator).addressShareModule;
  if (opensWork(level, 'permit') && opensWork(level, 'inspection')) return;
  await saveUserLevels(world, owner, creator, { addressShareModule: 'fireInspectionAndPermit' });
}

/** Moves a record to a status through one allowed change, as its creator. */
export async function moveStatus(world: World, work: Work, status: string): Promise<void> {
  const reopened = work.status === 'completed' ? { reason: 'Found another violation' } : {};
  const reply = await patchRecord(world, work.creator, `${kindPaths[work.kind]}/${work.id}`, {
    status,
    ...reopened,
  });
  if (!settle(world.findings, reply.status === 200, reply.call, 200, reply.text)) return;
  work.status = status;
  await refreshWork(world, work);
}

/** Reads the record again as its own agency, so that the model knows what the server filled in. */
export async function refreshWork(world: World, work: Work): Promise<void> {
  const path = `${kindPaths[work.kind]}/${work.id}`;
  const reply = await send(adminClient(world, work.creator), 'GET', path);
  if (settle(world.findings, reply.status === 200, reply.call, 200, reply.text)) {
    work.fields = pickFields(work.kind, reply.body as Json);
    settle(world.findings, work.fields.status === work.status, reply.call, work.status, work.fields.status);
  }
}

/** Marks a record as withheld, or takes the mark away, as its creator. */
export async function withholdWork(world: World, work: Work, withheld: boolean): Promise<void> {
  const path = `${kindPaths[work.kind]}/${work.id}`;
  const reply = await patchRecord(world, work.creator, path, { withheld });
  if (settle(world.findings, reply.status === 200, reply.call, 200, reply.text)) work.withheld = withheld;
}
