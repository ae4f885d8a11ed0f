import { adminClient, clientOf, drawFor, listActive, type World } from '../build/state.ts';
import { type Reply, send } from '../client.ts';
import { settle, settleSet } from '../findings.ts';
import { asList, asObject, asText, type Json } from '../json.ts';
import { listActing, type User } from '../model.ts';
import { readClientLevels } from '../oracle.ts';
import { runPool } from '../pool.ts';
import { walkList } from '../walk.ts';
import { checkLayers } from './gis.ts';

interface Hydrant {
  id: string;
  owner: string;
  withheld: boolean;
}

type Right = 'Read' | 'Edit' | 'Delete';

const reading = {
  testedOn: '2025-05-04',
  staticPsi: 80,
  residualPsi: 60,
  outlets: [{ sizeIn: 2.5, coefficient: 0.9, pitotPsi: 40 }],
};

/** What an agency may do with a hydrant, by rules.md: everything with its own, and what the level gives with others'. */
function levelOf(
  world: World,
  agency: string,
  { owner, withheld }: Hydrant,
): 'none' | 'view' | 'edit' | 'own' {
  if (agency === owner) return 'own';
  return withheld ? 'none' : readClientLevels(world.model, owner, agency).hydrants;
}

function isPermitted(user: User, right: Right): boolean {
  return user.permissions.has('Hydrants - Read') && user.permissions.has(`Hydrants - ${right}`);
}

/** The status of a call that is valid in itself: role, then sight, then the rule. */
function judge(world: World, user: User, hydrant: Hydrant, right: Right, opens: string[]): 200 | 403 | 404 {
  if (!isPermitted(user, right)) return 403;
  const level = levelOf(world, user.agency, hydrant);
  if (level === 'none') return 404;
  return opens.includes(level) ? 200 : 403;
}

async function createHydrants(world: World): Promise<Hydrant[]> {
  const made: Hydrant[] = [];
  for (const owner of listActive(world)) {
    for (const withheld of [false, false, true]) {
      const body: Json = {
        number: `H${world.random.token()}`,
        type: 'dryBarrel',
        location: { type: 'Point', coordinates: [-88 - world.random.next(), 42 + world.random.next()] },
        notes: 'key at station 2',
        withheld,
      };
      const reply = await send(adminClient(world, owner), 'POST', '/hydrants', { body });
      if (!settle(world.findings, reply.status === 201, reply.call, 201, reply.text)) continue;
      made.push({ id: asText(asObject(reply.body).id), owner, withheld });
    }
  }
  return made;
}

function checkBody(world: World, user: User, hydrant: Hydrant, reply: Reply): void {
  const body = asObject(reply.body);
  const own = user.agency === hydrant.owner;
  const relation = asObject(body.access).relation;
  const can = asList(asObject(body.access).can);
  const level = levelOf(world, user.agency, hydrant);
  const right =
    relation === (own ? 'own' : 'shared') &&
    ['notes', 'withheld'].every((field) => field in body === own) &&
    can.includes('edit') === (isPermitted(user, 'Edit') && level !== 'view') &&
    can.includes('delete') === (isPermitted(user, 'Delete') && own);
  settle(world.findings, right, reply.call, { own, level }, reply.text);
}

async function checkReads(world: World, users: User[], hydrants: Hydrant[]): Promise<void> {
  const all = users.flatMap((user) => hydrants.map((hydrant) => ({ user, hydrant })));
  await runPool(all, 6, async ({ user, hydrant }) => {
    const client = clientOf(world, user);
    const ask = async (path: string, opens: string[]) => {
      const reply = await send(client, 'GET', `/hydrants/${hydrant.id}${path}`);
      const wanted = judge(world, user, hydrant, 'Read', opens);
      settle(world.findings, reply.status === wanted, `${reply.call}, ${user.profile}`, wanted, reply.text);
      return reply;
    };
    const reply = await ask('', ['view', 'edit', 'own']);
    if (reply.status === 200) checkBody(world, user, hydrant, reply);
    await ask('/tests', ['view', 'edit', 'own']);
    await ask('/versions', ['own']);
  });
}

async function checkLists(world: World, users: User[], hydrants: Hydrant[]): Promise<void> {
  for (const user of users) {
    const walk = await walkList(clientOf(world, user), '/hydrants', { count: 'exact' }, 7);
    if (!isPermitted(user, 'Read')) {
      settle(world.findings, walk.refused?.status === 403, walk.call, 403, walk.refused?.text);
      continue;
    }
    const seen = hydrants.filter((each) => levelOf(world, user.agency, each) !== 'none');
    const ids = walk.items.map((item) => asText(item.id));
    settleSet(
      world.findings,
      walk.call,
      seen.map(({ id }) => id),
      ids,
      (id) => id,
    );
    settle(world.findings, walk.total === seen.length, `${walk.call} total`, seen.length, walk.total);
  }
}

/** Changes that are valid in themselves, by anybody; what is let through changes nothing that a later check asks. */
async function checkWrites(world: World, users: User[], hydrants: Hydrant[]): Promise<void> {
  const random = drawFor(world, 'hydrant writes');
  const all = users.flatMap((user) => hydrants.map((hydrant) => ({ user, hydrant })));
  for (const { user, hydrant } of random.sample(all, 120)) {
    const client = clientOf(world, user);
    const current = await send(adminClient(world, hydrant.owner), 'GET', `/hydrants/${hydrant.id}`);
    const before = asObject(current.body);
    const ifMatch = Number(before.version);
    const patch = async (body: Json, opens: string[]) => {
      const reply = await send(client, 'PATCH', `/hydrants/${hydrant.id}`, { body, ifMatch });
      const wanted = judge(world, user, hydrant, 'Edit', opens);
      settle(world.findings, reply.status === wanted, `${reply.call}, ${user.profile}`, wanted, reply.text);
      return reply.status;
    };
    const status = before.status === 'inService' ? 'outOfService' : 'inService';
    if (user.agency !== hydrant.owner) await patch({ location: before.location }, []);
    if (random.chance(0.5)) await patch({ status }, ['edit', 'own']);
    else {
      const reply = await send(client, 'POST', `/hydrants/${hydrant.id}/tests`, { body: reading });
      const wanted = judge(world, user, hydrant, 'Edit', ['edit', 'own']);
      const expected = wanted === 200 ? 201 : wanted;
      settle(
        world.findings,
        reply.status === expected,
        `${reply.call}, ${user.profile}`,
        expected,
        reply.text,
      );
    }
    if (user.agency === hydrant.owner) continue;
    const reply = await send(client, 'DELETE', `/hydrants/${hydrant.id}`, { ifMatch });
    const wanted = judge(world, user, hydrant, 'Delete', []);
    settle(world.findings, reply.status === wanted, `${reply.call}, ${user.profile}`, wanted, reply.text);
  }
}

/** Hydrants of every active agency, asked of by everybody, before and after the sheets have changed. */
export async function checkHydrants(world: World, change: () => Promise<void>): Promise<void> {
  const hydrants = await createHydrants(world);
  const ask = async () => {
    const users = listActing(world.model);
    await checkReads(world, users, hydrants);
    await checkLists(world, users, hydrants);
    const byId = new Map(hydrants.map((each) => [each.id, each]));
    await checkLayers(world, [
      {
        name: 'hydrants',
        number: 1,
        permission: 'Hydrants - Read',
        ids: [...byId.keys()],
        sees: (agency, id) => levelOf(world, agency, byId.get(id) as Hydrant) !== 'none',
      },
    ]);
  };
  await ask();
  await checkWrites(world, listActing(world.model), hydrants);
  await change();
  await ask();
}
