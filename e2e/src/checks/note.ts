import { adminClient, clientOf, drawFor, listActive, type World } from '../build/state.ts';
import { type Reply, send } from '../client.ts';
import { settle, settleSet } from '../findings.ts';
import { asObject, asText, type Json } from '../json.ts';
import { listActing, type User } from '../model.ts';
import { readClientLevels } from '../oracle.ts';
import { runPool } from '../pool.ts';
import { walkList } from '../walk.ts';

interface Hydrant {
  id: string;
  owner: string;
  withheld: boolean;
}

interface Note {
  id: string;
  author: string;
  owner: string;
}

const nouns = ['Addresses', 'Pre-Plans', 'Hydrants'];
const holdsAny = (user: User, rights: string[]) =>
  nouns.some((noun) => rights.some((right) => user.permissions.has(`${noun} - ${right}`)));

/** rules.md, *A word to the owner*: whoever may view a hydrant may write. Role, then sight. */
function judgeWrite(world: World, user: User, { owner, withheld }: Hydrant): 201 | 403 | 404 {
  if (!holdsAny(user, ['Read'])) return 403;
  if (!user.permissions.has('Hydrants - Read')) return 404;
  if (user.agency === owner) return 201;
  return !withheld && readClientLevels(world.model, owner, user.agency).hydrants !== 'none' ? 201 : 404;
}

/** Read by the owner's people with Edit, and by the writing agency's with Read, whatever the sheets say now. */
const reads = (user: User, { author, owner }: Note): boolean =>
  (user.agency === owner && user.permissions.has('Hydrants - Edit')) ||
  (user.agency === author && user.permissions.has('Hydrants - Read'));

const judgeRead = (user: User, note: Note): 200 | 403 | 404 =>
  !holdsAny(user, ['Read', 'Edit']) ? 403 : reads(user, note) ? 200 : 404;

/** The owner's people with Edit say whether it is resolved, and nobody else. */
function judgeResolve(user: User, note: Note): 200 | 403 | 404 {
  if (!holdsAny(user, ['Edit'])) return 403;
  if (!reads(user, note)) return 404;
  return user.agency === note.owner && user.permissions.has('Hydrants - Edit') ? 200 : 403;
}

const check = (world: World, user: User, reply: Reply, wanted: number) =>
  settle(world.findings, reply.status === wanted, `${reply.call}, ${user.profile}`, wanted, reply.text);

async function createHydrants(world: World): Promise<Hydrant[]> {
  const made: Hydrant[] = [];
  for (const owner of listActive(world))
    for (const withheld of [false, true]) {
      const body: Json = {
        number: `N${world.random.token()}`,
        type: 'dryBarrel',
        location: { type: 'Point', coordinates: [-88, 42] },
        withheld,
      };
      const reply = await send(adminClient(world, owner), 'POST', '/hydrants', { body });
      if (!settle(world.findings, reply.status === 201, reply.call, 201, reply.text)) continue;
      made.push({ id: asText(asObject(reply.body).id), owner, withheld });
    }
  return made;
}

async function writeNotes(world: World, users: User[], hydrants: Hydrant[]): Promise<Note[]> {
  const all = users.flatMap((user) => hydrants.map((hydrant) => ({ user, hydrant })));
  const made: Note[] = [];
  for (const { user, hydrant } of drawFor(world, 'notes').sample(all, 120)) {
    const body: Json = { record: { kind: 'hydrant', id: hydrant.id }, text: world.random.token() };
    const reply = await send(clientOf(world, user), 'POST', '/notes', { body });
    check(world, user, reply, judgeWrite(world, user, hydrant));
    if (reply.status !== 201) continue;
    made.push({ id: asText(asObject(reply.body).id), author: user.agency, owner: hydrant.owner });
  }
  return made;
}

async function checkReads(world: World, users: User[], notes: Note[]): Promise<void> {
  const all = users.flatMap((user) => notes.map((note) => ({ user, note })));
  await runPool(drawFor(world, 'note reads').sample(all, 300), 6, async ({ user, note }) => {
    const reply = await send(clientOf(world, user), 'GET', `/notes/${note.id}`);
    check(world, user, reply, judgeRead(user, note));
    if (reply.status !== 200) return;
    const body = asObject(reply.body);
    const right = asObject(body.agency).id === note.author && asObject(body.owner).id === note.owner;
    settle(world.findings, right, reply.call, { ...note }, reply.text);
  });
  for (const user of users) {
    const walk = await walkList(clientOf(world, user), '/notes', { count: 'exact' }, 7);
    if (!holdsAny(user, ['Read', 'Edit'])) {
      settle(world.findings, walk.refused?.status === 403, walk.call, 403, walk.refused?.text);
      continue;
    }
    const seen = notes.filter((note) => reads(user, note)).map(({ id }) => id);
    const ids = walk.items.map((item) => asText(item.id));
    settleSet(world.findings, walk.call, seen, ids, (id) => id);
    settle(world.findings, walk.total === seen.length, `${walk.call} total`, seen.length, walk.total);
  }
}

async function resolveNotes(world: World, users: User[], notes: Note[]): Promise<void> {
  const all = users.flatMap((user) => notes.map((note) => ({ user, note })));
  for (const { user, note } of drawFor(world, 'note writes').sample(all, 100)) {
    const current = await send(adminClient(world, note.author), 'GET', `/notes/${note.id}`);
    const { version, status } = asObject(current.body);
    const body: Json = { status: status === 'open' ? 'resolved' : 'open' };
    const ifMatch = Number(version);
    const reply = await send(clientOf(world, user), 'PATCH', `/notes/${note.id}`, { body, ifMatch });
    check(world, user, reply, judgeResolve(user, note));
  }
}

/** Notes about hydrants of every active agency, asked of by everybody, before and after the sheets have changed. */
export async function checkNotes(world: World, change: () => Promise<void>): Promise<void> {
  const notes = await writeNotes(world, listActing(world.model), await createHydrants(world));
  await checkReads(world, listActing(world.model), notes);
  await resolveNotes(world, listActing(world.model), notes);
  await change();
  await checkReads(world, listActing(world.model), notes);
}
