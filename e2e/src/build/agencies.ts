import { type Client, type Reply, readCreated, send } from '../client.ts';
import { settle } from '../findings.ts';
import { asList, asObject, asText, type Json } from '../json.ts';
import { type Agency, findAgency } from '../model.ts';
import { isListed } from '../oracle.ts';
import { walkList } from '../walk.ts';
import type { World } from './state.ts';

const states: [string, string][] = [
  ['39', 'OH'],
  ['42', 'PA'],
  ['21', 'KY'],
  ['18', 'IN'],
  ['54', 'WV'],
];

async function listUsedCounties(operator: Client): Promise<Set<string>> {
  const walk = await walkList(operator, '/operator/agencies', {}, 200);
  return new Set(
    walk.items.flatMap((item) => [asText(item.countyFips), ...asList(item.countyFipsList).map(String)]),
  );
}

/** Chooses counties that no agency of the server is in yet, so that worlds do not meet. */
export async function chooseCounties(world: World, count: number): Promise<[string, string][]> {
  const used = await listUsedCounties(world.operator);
  const chosen: [string, string][] = [];
  const [prefix, state] = world.random.pick(states);
  let following = world.random.int(490);
  for (let tries = 0; chosen.length < count && tries < 500; tries += 1) {
    const county = prefix + String((following % 499) * 2 + 1).padStart(3, '0');
    following += 1;
    if (!used.has(county)) chosen.push([county, state]);
  }
  if (chosen.length < count) throw new Error('no county left that is free');
  return chosen;
}

/** Creates an agency as operator, with both features on unless told otherwise. */
export async function createAgency(
  world: World,
  state: string,
  counties: string[],
  label: string,
): Promise<Agency> {
  const token = world.random.token();
  const name = `${token} ${label} Fire ${world.nonce}`;
  const home = counties[0] as string;
  const body: Json = { name, state, countyFips: home };
  if (counties.length > 1) body.countyFipsList = counties;
  const reply = await send(world.operator, 'POST', '/operator/agencies', { body });
  settle(world.findings, reply.status === 201, reply.call, 201, { status: reply.status, body: reply.text });
  const id = asText((await readCreated(world.operator, reply)).id);
  if (id === '') throw new Error(`no agency made: ${reply.status} ${reply.text}`);
  const agency: Agency = {
    id,
    name,
    token,
    state,
    home,
    counties,
    features: { clientDataSharing: false, userDataSharing: false },
    active: true,
  };
  world.model.agencies.set(id, agency);
  return agency;
}

/** Changes an agency as operator, at its current version; the model follows when the server agrees. */
export async function patchAgency(world: World, id: string, change: Json): Promise<Reply> {
  const path = `/operator/agencies/${id}`;
  const current = asObject((await send(world.operator, 'GET', path)).body);
  const reply = await send(world.operator, 'PATCH', path, { body: change, ifMatch: Number(current.version) });
  const done = settle(world.findings, reply.status === 200, reply.call, 200, {
    status: reply.status,
    body: reply.text,
  });
  if (done) followAgency(world, findAgency(world.model, id), change);
  return reply;
}

function followAgency(world: World, agency: Agency, change: Json): void {
  Object.assign(agency.features, asObject(change.features));
  if (typeof change.active === 'boolean') agency.active = change.active;
  if (Array.isArray(change.countyFipsList)) agency.counties = change.countyFipsList as string[];
  endUnlisted(world);
}

/** Leaving the Client sheet ends a row, both ways. */
function endUnlisted(world: World): void {
  for (const key of [...world.model.clientRows.keys()]) {
    const [grantor, partner] = key.split('>') as [string, string];
    if (!isListed(world.model, grantor, partner)) world.model.clientRows.delete(key);
  }
}

/** Links two agencies across county lines. */
export async function linkAgencies(world: World, left: string, right: string): Promise<void> {
  const reply = await send(world.operator, 'POST', '/operator/links', { body: { agencies: [left, right] } });
  const id = asText((await readCreated(world.operator, reply)).id);
  const done = settle(world.findings, reply.status === 201 && id !== '', reply.call, '201 with id', {
    status: reply.status,
    body: reply.text,
  });
  if (done) world.model.links.push({ id, agencies: [left, right] });
}

/** Takes an operator's link away again. */
export async function unlinkAgencies(world: World, linkId: string): Promise<void> {
  const path = `/operator/links/${linkId}`;
  const listed = await walkList(world.operator, '/operator/links', {}, 200);
  const current = listed.items.find((item) => item.id === linkId);
  const ifMatch = typeof current?.version === 'number' ? current.version : 1;
  const reply = await send(world.operator, 'DELETE', path, { ifMatch });
  const done = settle(world.findings, reply.status === 204 || reply.status === 200, reply.call, 204, {
    status: reply.status,
    body: reply.text,
  });
  if (!done) return;
  world.model.links = world.model.links.filter((link) => link.id !== linkId);
  endUnlisted(world);
}
