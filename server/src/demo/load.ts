import type { FastifyInstance } from 'fastify';
import { finish } from './aftermath.ts';
import {
  type DemoAgency,
  type DemoKey,
  demoAgencies,
  demoAgency,
  demoPassword,
  demoTimeZone,
} from './agencies.ts';
import { makeBoards } from './boards.ts';
import { type DemoCaller, signIn } from './caller.ts';
import { makeProfiles } from './community-connect.ts';
import { drawFor } from './draw.ts';
import { clientGrants, type Flow, inspectionFlows, permitFlows, userGrants } from './grants.ts';
import { fillHydrants } from './hydrants.ts';
import { inspectionsOf } from './inspections.ts';
import { permitsOf } from './permits.ts';
import { placesOf } from './places.ts';
import { makePlans } from './pre-plans.ts';
import { type DemoState, datesOf, special } from './state.ts';

/**
 * Makes the demo region through the API, as the people who live in it: agencies, people, grants, places, hydrants,
 * permits, inspections, and what then became of some of them. Agencies work side by side, each in its own order, so that
 * numbers come out the same every time.
 * @param operator who runs this server, signed in
 * @param base the day to count from; today unless said
 */
export async function loadDemo(
  app: FastifyInstance,
  operator: DemoCaller,
  base = new Date().toISOString().slice(0, 10),
): Promise<void> {
  const state: DemoState = { app, operator, base, ids: new Map(), admins: new Map(), places: new Map() };
  for (const agency of demoAgencies) await openAccount(state, agency);
  await operator.post('/operator/links', {
    agencies: [state.ids.get('cedarBluff'), state.ids.get('millbrook')],
  });
  // One after the other: whoever serves two agencies begins in the first. One password for both opens both.
  for (const agency of demoAgencies) await settle(state, agency);
  for (const { key } of demoAgencies) await saveSheets(state, key);
  await each(state, (key) => fillPlaces(state, key));
  await each(state, (key) => fillHydrants(state.admins.get(key)!, demoAgency(key), base));
  await each(state, async (key) => {
    for (const flow of permitFlows.filter(({ author }) => author === key))
      await write(state, flow, 'permits');
    for (const flow of inspectionFlows.filter(({ author }) => author === key))
      await write(state, flow, 'inspections');
  });
  await each(state, (key) => makePlans(state, key));
  await makeBoards(state);
  await each(state, (key) => makeProfiles(state, key));
  await finish(state);
}

const each = (state: DemoState, work: (key: DemoKey) => Promise<void>) =>
  Promise.all([...state.ids.keys()].map(work));

/** The operator's part: the account and its first administrator. */
async function openAccount({ app, operator, ids, admins }: DemoState, agency: DemoAgency): Promise<void> {
  const { name, kind, countyFips, countyFipsList, color } = agency;
  const made = await operator.post('/operator/agencies', {
    ...{ name, kind, state: 'WI', countyFips, countyFipsList, color, timeZone: demoTimeZone },
    features: { clientDataSharing: true, userDataSharing: true },
  });
  const [first] = agency.people;
  await operator.post(`/operator/agencies/${made.id}/users`, {
    ...{ name: first!.name, email: first!.email, password: demoPassword, role: 'Administrator' },
  });
  ids.set(agency.key, made.id);
  admins.set(agency.key, await signIn(app, first!.email, demoPassword));
}

/** The administrator's part: whom partners ask, and the agency's people. */
async function settle({ admins }: DemoState, { key, people, phone }: DemoAgency): Promise<void> {
  const admin = admins.get(key)!;
  const [first, ...others] = people;
  const { version } = await admin.get('/admin/agency');
  await admin.patch('/admin/agency', { contact: { name: first!.name, phone, email: first!.email } }, version);
  const roles: { id: string; name: string }[] = (await admin.get('/admin/roles?limit=200')).items;
  const idOf = (role: string) => roles.find((each) => each.name === role)!.id;
  for (const { name, email, role } of others) {
    await admin.post('/admin/users', { name, email, roles: [idOf(role)], password: demoPassword });
  }
}

/** Both sheets of an agency, as its administrator saves them. */
async function saveSheets({ admins, ids }: DemoState, key: DemoKey): Promise<void> {
  const admin = admins.get(key)!;
  const items = userGrants
    .filter(({ from }) => from === key)
    .map((grant) => ({ partnerId: ids.get(grant.to), levels: grant.levels, ...datesOf(grant) }));
  if (items.length > 0) await admin.put('/admin/user-data-sharing', { items }, 0);
  for (const grant of clientGrants.filter(({ from }) => from === key))
    await admin.put(
      `/admin/client-data-sharing/${ids.get(grant.to)}`,
      { levels: grant.levels, ...datesOf(grant) },
      0,
    );
}

async function fillPlaces({ admins, places }: DemoState, key: DemoKey): Promise<void> {
  const made: string[] = [];
  for (const place of placesOf(demoAgency(key)))
    made.push((await admins.get(key)!.post('/places', place)).id);
  places.set(key, made);
}

/** What one agency writes at one owner's places, by the person whose work it is. */
async function write(state: DemoState, flow: Flow, what: 'permits' | 'inspections'): Promise<void> {
  const { app, base, places } = state;
  const worker = workerOf(flow.author, what === 'permits' ? 'Permit Technician' : 'Fire Inspector');
  const caller = worker ? await signIn(app, worker, demoPassword) : state.admins.get(flow.author)!;
  const inspectors = await inspectorsOf(state, flow.author);
  const at = places.get(flow.owner)!;
  const draw = drawFor(`where ${what} of ${flow.author} at ${flow.owner} are`);
  const bodies = what === 'permits' ? permitsOf(flow, base) : inspectionsOf(flow, base);
  const reserved = Object.keys(special).length;
  for (const [index, body] of bodies.entries()) {
    const placeId = at[index < reserved ? index : draw.whole(reserved, at.length - 1)];
    const assignedTo = draw.chance(0.85) ? draw.pick(inspectors) : null;
    await caller.post(`/${what}`, { placeId, ...body, ...(what === 'inspections' && { assignedTo }) });
  }
}

/** Whose work this is in an agency; nobody's but the administrator's where it has no such person of its own. */
function workerOf(key: DemoKey, role: string): string | undefined {
  const { people } = demoAgency(key);
  const domain = people[0]!.email.split('@')[1]!;
  return people.find((each) => each.role === role && each.email.endsWith(domain))?.email;
}

/** Whom an agency assigns inspections to. */
async function inspectorsOf({ admins }: DemoState, key: DemoKey): Promise<string[]> {
  const { people } = demoAgency(key);
  const inspect = people.filter(({ role }) => role === 'Fire Inspector' || role === 'Officer');
  const names = (inspect.length > 0 ? inspect : people).map(({ name }) => name);
  const { items } = await admins.get(key)!.get('/inspections/assignees');
  return items
    .filter((each: { name: string }) => names.includes(each.name))
    .map((each: { id: string }) => each.id);
}
