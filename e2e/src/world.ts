import { chooseCounties, createAgency, linkAgencies, patchAgency } from './build/agencies.ts';
import { drawClientLevels, drawRow, drawUserLevels } from './build/choices.ts';
import { addGuest, createAdministrator, createUser, profiles, switchUser } from './build/people.ts';
import { createPlace, withholdPlace } from './build/places.ts';
import { saveClientRow, saveTable } from './build/sheets.ts';
import { listActive, type World } from './build/state.ts';
import { retireSome, takeTurns, transferSome } from './build/turns.ts';
import { createWork, openAddresses, withholdWork } from './build/works.ts';
import type { Client } from './client.ts';
import { type Findings, settle } from './findings.ts';
import type { Model, Row } from './model.ts';
import { isListed, mayAgencyChange } from './oracle.ts';
import { startRandom } from './random.ts';
import { readVocabulary } from './vocabulary.ts';

/** How large a world is. */
const size = { ownWorks: 2, foreignPairs: 12, foreignWorks: 3, places: 25, turns: 16 };

function emptyModel(): Model {
  return {
    agencies: new Map(),
    users: [],
    places: [],
    works: [],
    links: [],
    clientRows: new Map(),
    userRows: new Map(),
  };
}

/** A world without anything in it yet. */
export async function openWorld(operator: Client, seed: number, findings: Findings): Promise<World> {
  const vocabulary = await readVocabulary(operator.base);
  settle(findings, vocabulary.hasDocument, 'GET /api/openapi.json', 'an OpenAPI 3.1 document', vocabulary);
  return {
    base: operator.base,
    seed,
    nonce: Date.now().toString(36),
    random: startRandom(seed, 'world'),
    model: emptyModel(),
    operator,
    clients: new Map(),
    vocabulary,
    findings,
    guests: [],
  };
}

async function buildAgencies(world: World): Promise<void> {
  const { random } = world;
  const counties = await chooseCounties(world, 3);
  const [[first, state], [second], [third]] = counties as [
    [string, string],
    [string, string],
    [string, string],
  ];
  const plans = random.shuffle([
    [first],
    [first],
    [first, second],
    [second],
    [second],
    [third, first],
    [third],
  ]);
  for (const [at, plan] of plans.entries()) {
    const agency = await createAgency(world, state, plan, `No${at + 1}`);
    await patchAgency(world, agency.id, { features: { clientDataSharing: true, userDataSharing: true } });
    await createAdministrator(world, agency.id);
  }
  const ids = [...world.model.agencies.keys()];
  const apart = ids.flatMap((left, at) =>
    ids
      .slice(at + 1)
      .filter((right) => !isListed(world.model, left, right))
      .map((right) => [left, right]),
  );
  for (const [left, right] of random.sample(apart, 3)) {
    await linkAgencies(world, left as string, right as string);
  }
}

async function buildPeople(world: World): Promise<void> {
  const { random } = world;
  const names = random.shuffle([...Object.keys(profiles), 'random', 'random', 'random', 'no permit read']);
  const agencies = random.shuffle([...world.model.agencies.keys()]);
  for (const [at, profile] of names.entries()) {
    const agency = agencies[at % agencies.length] as string;
    const user = await createUser(world, agency, profile, profiles[profile]?.(world) ?? []);
    if (user && at === 0) await addGuest(world, user, agencies[(at + 1) % agencies.length] as string);
  }
}

async function buildSheets(world: World): Promise<void> {
  const { random, model } = world;
  const ids = [...model.agencies.keys()];
  for (const grantor of ids) {
    const rows = new Map<string, Row<ReturnType<typeof drawUserLevels>>>();
    for (const partner of ids) {
      if (partner !== grantor && random.chance(0.7)) rows.set(partner, drawRow(world, drawUserLevels(world)));
    }
    await saveTable(world, grantor, rows);
    const listed = ids.filter((partner) => isListed(model, grantor, partner));
    for (const partner of random.sample(listed, 3)) {
      await saveClientRow(world, grantor, partner, drawRow(world, drawClientLevels(world, true)));
    }
  }
}

async function buildRecords(world: World): Promise<void> {
  const { random, model } = world;
  const ids = [...model.agencies.keys()];
  for (let at = 0; at < size.places; at += 1) await createPlace(world, ids[at % ids.length] as string);
  for (const place of model.places) {
    for (const kind of ['permit', 'inspection'] as const) {
      const count = random.int(size.ownWorks + 1);
      for (let made = 0; made < count; made += 1) await createWork(world, kind, place.owner, place);
    }
  }
  const pairs = ids.flatMap((owner) =>
    ids.filter((id) => id !== owner).map((creator) => ({ owner, creator })),
  );
  for (const { owner, creator } of random.sample(pairs, size.foreignPairs)) {
    await openAddresses(world, owner, creator);
    const places = model.places.filter((place) => place.owner === owner);
    for (let made = 0; made < size.foreignWorks; made += 1) {
      await createWork(world, 'permit', creator, random.pick(places));
      await createWork(world, 'inspection', creator, random.pick(places));
    }
  }
}

async function withholdThings(world: World): Promise<void> {
  const { random, model } = world;
  const mine = model.works.filter((work) => mayAgencyChange(model, work.creator, work));
  for (const work of random.sample(mine, 8)) await withholdWork(world, work, true);
  const crowded = model.places.filter((place) => {
    const works = model.works.filter((work) => work.place === place);
    return works.length > 3 && works.some((work) => work.creator !== place.owner);
  });
  for (const place of random.sample(crowded, 3)) await withholdPlace(world, place, true);
}

async function switchThings(world: World): Promise<void> {
  const { random } = world;
  const [first, second, third] = random.shuffle(listActive(world)) as [string, string, string];
  await patchAgency(world, first, { features: { clientDataSharing: false } });
  if (random.chance(0.7)) await patchAgency(world, second, { features: { userDataSharing: false } });
  if (random.chance(0.7)) await patchAgency(world, third, { active: false });
  const dispensable = world.model.users.filter(
    (user) => user.profile !== 'administrator' && listActive(world).includes(user.agency),
  );
  if (dispensable.length > 3) await switchUser(world, random.pick(dispensable), false);
}

/** Builds a random world through the API, and a model of it beside. */
export async function buildWorld(operator: Client, seed: number, findings: Findings): Promise<World> {
  const world = await openWorld(operator, seed, findings);
  await buildAgencies(world);
  await buildPeople(world);
  await buildSheets(world);
  await buildRecords(world);
  await withholdThings(world);
  await takeTurns(world, size.turns);
  await retireSome(world);
  await transferSome(world);
  await switchThings(world);
  return world;
}
