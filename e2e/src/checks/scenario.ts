import { chooseCounties, createAgency, patchAgency } from '../build/agencies.ts';
import { createAdministrator } from '../build/people.ts';
import { drawPlace } from '../build/places.ts';
import { saveUserLevels } from '../build/sheets.ts';
import { adminClient, type World } from '../build/state.ts';
import { type Client, type Reply, readCreated, send } from '../client.ts';
import { settle } from '../findings.ts';
import { asObject, asText, type Json } from '../json.ts';
import type { UserLevels } from '../levels.ts';
import type { Agency, Work } from '../model.ts';
import { kindPaths } from '../model.ts';

/** Four fresh agencies whose whole story is written out by hand, without the oracle. */
export interface Stage {
  world: World;
  a: Agency;
  b: Agency;
  c: Agency;
  /** In a county of its own. */
  d: Agency;
}

export type Grants = Partial<UserLevels>;

/** Sets the stage: A, B and C share a county, D does not; nobody grants anything yet. */
export async function setStage(world: World): Promise<Stage> {
  const [near, far] = (await chooseCounties(world, 2)) as [[string, string], [string, string]];
  const make = async ([county, state]: [string, string], label: string): Promise<Agency> => {
    const agency = await createAgency(world, state, [county], label);
    await patchAgency(world, agency.id, { features: { clientDataSharing: true, userDataSharing: true } });
    await createAdministrator(world, agency.id);
    return agency;
  };
  const a = await make(near, 'A');
  const b = await make(near, 'B');
  const c = await make(near, 'C');
  const d = await make(far, 'D');
  return { world, a, b, c, d };
}

/** The session of an agency's administrator. */
export function sit(stage: Stage, agency: Agency): Client {
  return adminClient(stage.world, agency.id);
}

/** One agency grants another some User levels; modules not named stay as they are. */
export function grant(stage: Stage, from: Agency, to: Agency, levels: Grants): Promise<void> {
  return saveUserLevels(stage.world, from.id, to.id, levels);
}

/** Makes a place and returns its id. */
export async function makePlace(stage: Stage, owner: Agency): Promise<string> {
  const { fields } = drawPlace(stage.world, owner.id);
  const client = sit(stage, owner);
  const reply = await send(client, 'POST', '/places', { body: fields });
  settle(stage.world.findings, reply.status === 201, reply.call, 201, reply.text);
  return asText((await readCreated(client, reply)).id);
}

/** Tries to make work at a place; answers what came of it. */
export function tryWork(
  stage: Stage,
  creator: Agency,
  kind: Work['kind'],
  placeId: string,
  more: Json = {},
  key?: string,
): Promise<Reply> {
  const { vocabulary } = stage.world;
  const body =
    kind === 'permit'
      ? { placeId, type: vocabulary.permitTypes[0], class: 'operational', ...more }
      : { placeId, type: vocabulary.inspectionTypes[0], ...more };
  return send(sit(stage, creator), 'POST', kindPaths[kind], { body, ...(key === undefined ? {} : { key }) });
}

/** Makes work that must be allowed and returns its path. */
export async function makeWork(
  stage: Stage,
  creator: Agency,
  kind: Work['kind'],
  placeId: string,
  more: Json = {},
): Promise<string> {
  const reply = await tryWork(stage, creator, kind, placeId, more);
  settle(stage.world.findings, reply.status === 201, reply.call, 201, reply.text);
  return `${kindPaths[kind]}/${asText((await readCreated(sit(stage, creator), reply)).id)}`;
}

/** Expects a read by an agency's administrator to answer a status. */
export async function expectRead(
  stage: Stage,
  agency: Agency,
  path: string,
  status: number,
  why: string,
): Promise<Json> {
  const reply = await send(sit(stage, agency), 'GET', path);
  settle(
    stage.world.findings,
    reply.status === status,
    `${reply.call}: ${why}`,
    status,
    reply.text.slice(0, 200),
  );
  const list = await send(sit(stage, agency), 'GET', `/${path.split('/')[1]}?limit=200`);
  const listed = list.text.includes(`"${path.split('/')[2]}"`);
  settle(stage.world.findings, listed === (status === 200), `${list.call}: ${why}`, status === 200, listed);
  return asObject(reply.body);
}

/** Changes a record at its current version as an agency's administrator. */
export async function patch(stage: Stage, agency: Agency, path: string, body: Json): Promise<Reply> {
  const client = sit(stage, agency);
  const version = Number(asObject((await send(client, 'GET', path)).body).version);
  return send(client, 'PATCH', path, { body, ifMatch: Number.isFinite(version) ? version : 1 });
}
