import { clientSheet, userSheet } from '../build/sheets.ts';
import { makePlace, makeWork, type Stage, sit } from '../checks/scenario.ts';
import { type Call, type Client, type Reply, send } from '../client.ts';
import { type Findings, settle } from '../findings.ts';
import { asList, asObject, asText, isSame, type Json } from '../json.ts';
import { settleProblem, type Wanted } from '../problem.ts';

/** One agency with a record of each kind, to throw bad input at. */
export interface Bench {
  stage: Stage;
  client: Client;
  findings: Findings;
  placeId: string;
  place: string;
  permit: string;
  inspection: string;
}

/** Makes the records. */
export async function setBench(stage: Stage): Promise<Bench> {
  const placeId = await makePlace(stage, stage.a);
  return {
    stage,
    client: sit(stage, stage.a),
    findings: stage.world.findings,
    placeId,
    place: `/places/${placeId}`,
    permit: await makeWork(stage, stage.a, 'permit', placeId, { description: 'As it was' }),
    inspection: await makeWork(stage, stage.a, 'inspection', placeId, { notes: 'As it was' }),
  };
}

async function readTotal(client: Client, path: string): Promise<unknown> {
  return asObject((await send(client, 'GET', `${path}?count=exact&limit=1`)).body).total;
}

async function takeStock(bench: Bench): Promise<Json> {
  const { client } = bench;
  const read = async (path: string): Promise<unknown> => (await send(client, 'GET', path)).body;
  const users = asList(asObject(await read('/admin/users?limit=200')).items).map(asObject);
  return {
    permit: await read(bench.permit),
    inspection: await read(bench.inspection),
    place: await read(bench.place),
    permits: await readTotal(client, '/permits'),
    inspections: await readTotal(client, '/inspections'),
    places: await readTotal(client, '/places'),
    clientSheet: await read(clientSheet),
    userSheet: await read(userSheet),
    users: users.map((user) => [user.id, user.active, user.roles]),
  };
}

/** Runs a group of refused calls and checks that they left everything as it was. */
export async function guard(bench: Bench, name: string, group: () => Promise<void>): Promise<void> {
  const before = await takeStock(bench);
  await group();
  const after = await takeStock(bench);
  const changed = Object.keys(before).filter((key) => !isSame(before[key], after[key]));
  settle(bench.findings, changed.length === 0, `bad input: ${name}`, 'nothing changed', {
    changed: changed.map((key) => [key, before[key], after[key]]),
  });
}

/** Sends a bad call and expects a refusal in its whole shape. */
export async function refuse(
  bench: Bench,
  method: string,
  path: string,
  call: Call,
  statuses: number | number[],
  wanted: Wanted = {},
): Promise<Reply> {
  const reply = await send(bench.client, method, path, call);
  const raw = typeof call.raw === 'string' ? ` ${call.raw.slice(0, 120)}` : '';
  const note = wanted.note === undefined ? '' : ` — ${wanted.note}`;
  settleProblem(bench.findings, { ...reply, call: reply.call + raw + note }, statuses, wanted);
  return reply;
}

/** The version of a record on the bench. */
export async function readVersion(bench: Bench, path: string): Promise<number> {
  return Number(asObject((await send(bench.client, 'GET', path)).body).version);
}

/** A body that would make a permit, were it not for what is added. */
export function writePermit(bench: Bench, more: Json = {}): Json {
  return {
    placeId: bench.placeId,
    type: asText(bench.stage.world.vocabulary.permitTypes[0]),
    class: 'operational',
    ...more,
  };
}
