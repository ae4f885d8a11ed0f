import { clientOf, describe, drawFor, findRecord, type World } from '../build/state.ts';
import { settle, settleSet } from '../findings.ts';
import { asText } from '../json.ts';
import { type Kind, kindPaths, kinds, listActing, type Stored, type User } from '../model.ts';
import { listMissing, listVisible, namePermission } from '../oracle.ts';
import { runPool } from '../pool.ts';
import { settleProblem } from '../problem.ts';
import { walkList } from '../walk.ts';
import { judgeOrder, readSortValue, sorts } from './order.ts';
import { compareRecord } from './record.ts';

const pageSizes = [1, 2, 7, 50, 200];

export interface ListCall {
  user: User;
  kind: Kind;
  query: Record<string, string>;
  limit: number | null;
}

/** Walks one list and compares set, order, total and shape with what the oracle expects. */
export async function checkList(world: World, call: ListCall, expected: Stored[]): Promise<void> {
  const { findings } = world;
  const { user, kind, query, limit } = call;
  const walk = await walkList(clientOf(world, user), kindPaths[kind], query, limit);
  if (walk.refused) {
    const allowed = listMissing(user, kind, 'Read').length > 0;
    settle(findings, allowed, walk.refused.call, `${expected.length} items`, walk.refused.text);
    settleProblem(findings, walk.refused, 403, { missing: [namePermission(kind, 'Read')] });
    return;
  }
  const ids = walk.items.map((item) => asText(item.id));
  const label = `${walk.call}, ${user.profile}, ${walk.pages} pages`;
  settle(findings, walk.faults.length === 0, label, 'pages of a list', walk.faults);
  settleSet(
    findings,
    label,
    expected.map((record) => record.id),
    ids,
    (id) => describe(world, findRecord(world, id), id),
  );
  settle(findings, new Set(ids).size === ids.length, `${label}: repeats`, 'each once', ids.length);
  if (query.count === 'exact') {
    settle(findings, walk.total === expected.length, `${label}: total`, expected.length, walk.total);
  } else settle(findings, walk.total === null, `${label}: total unasked`, null, walk.total);
  const sort = query.sort ?? '-createdAt';
  const values = walk.items.map((item) => readSortValue(kind, sort.replace(/^-/, ''), item));
  const fault = judgeOrder(values, sort.startsWith('-'));
  settle(findings, fault === null, `${label}: order`, 'order, nulls last', fault);
}

/** Compares each item of a user's plain list with the record as that user may see it. */
async function checkItems(world: World, user: User, kind: Kind): Promise<void> {
  const walk = await walkList(clientOf(world, user), kindPaths[kind], {}, 200);
  if (walk.refused) return;
  for (const item of walk.items) {
    const record = findRecord(world, asText(item.id));
    if (!record) continue;
    const faults = compareRecord(world, user, record, item);
    settle(
      world.findings,
      faults.length === 0,
      `${walk.call} — ${describe(world, record)}`,
      'as seen',
      faults,
    );
  }
}

/** Every acting user's list of each kind, with its exact total. */
export async function checkListsOfAll(world: World, kindsAsked: Kind[] = kinds): Promise<void> {
  const random = drawFor(world, `lists of all ${world.findings.checks}`);
  const calls = listActing(world.model).flatMap((user) =>
    kindsAsked.map((kind) => ({ user, kind, limit: random.pick([7, 50, 200, null]) })),
  );
  await runPool(calls, 6, ({ user, kind, limit }) =>
    checkList(world, { user, kind, limit, query: { count: 'exact' } }, listVisible(world.model, user, kind)),
  );
}

/** Every sort, both ways, at every page size, each for some user who sees much and one drawn at random. */
export async function checkSorts(world: World): Promise<void> {
  const random = drawFor(world, 'sorts');
  const users = listActing(world.model);
  const calls: ListCall[] = [];
  for (const kind of kinds) {
    const readers = users.filter((user) => listMissing(user, kind, 'Read').length === 0);
    for (const sort of sorts[kind].flatMap((name) => [name, `-${name}`])) {
      for (const limit of pageSizes) calls.push({ user: random.pick(readers), kind, limit, query: { sort } });
    }
  }
  await runPool(calls, 6, (call) => checkList(world, call, listVisible(world.model, call.user, call.kind)));
  const looks = random.sample(users, 8).flatMap((user) => kinds.map((kind) => ({ user, kind })));
  await runPool(looks, 6, ({ user, kind }) => checkItems(world, user, kind));
}
