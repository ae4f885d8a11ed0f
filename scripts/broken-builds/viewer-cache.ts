// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text, not templates

import { type Break, broken, turnsRed } from './break.ts';

const migration = 'server/migrations/0028-kept-sights.ts';
const holds = 'server/migrations/0033-cluster-life.ts';
const kept = 'server/src/http/viewer-cache.test.ts';
const totals = 'server/src/db/totals.ts';
const counted = 'server/src/db/totals.test.ts';
const crashed = 'server/test/faults/crash.test.ts';
const inForce = 'server/src/sharing/in-force.test.ts';

/** What is kept of readers from one request to the next. */
export const viewerCache: readonly Break[] = [
  broken(
    'what is kept of a reader is held to nothing',
    holds,
    [
      'if clock_timestamp() >= until or not exists (select from cluster_life where id = life) or exists (',
      'if seen is null and exists (',
    ],
    turnsRed(inForce, 'opens the permit with the save, and shuts it with the lowering'),
    turnsRed(
      'server/src/people/keys.test.ts',
      'a revoked key is 401 with the next call, and nobody revokes the key of another',
    ),
    turnsRed('server/src/people/users.test.ts', 'changed roles count with the next call of a session'),
    turnsRed(kept, 'a grant, at either node'),
  ),
  broken(
    'what is kept of a reader outlives a date of a sheet',
    migration,
    ['r.ended_at is null and date > now()', "r.ended_at is null and date > now() + interval '1 day'"],
    turnsRed(inForce, 'starts and ends by its dates, to the second, with nobody saving anything'),
  ),
  ...(
    [
      ["  ['role', 'insert or update or delete'],\n", 'a role, at either node'],
      ["  ['agency_link', 'insert or update or delete'],\n", 'a link, at either node'],
      ["  ['scope', 'insert or update or delete'],\n", 'which agencies have records at whose places'],
    ] as const
  ).map(([line, test]) =>
    broken(
      `what is kept of a reader does not give way: ${test}`,
      migration,
      [line, ''],
      turnsRed(kept, test),
    ),
  ),
  broken(
    'a change that was running when a reader was read is overlooked',
    holds,
    [
      'where tx >= pg_snapshot_xmin(seen) and not pg_visible_in_snapshot(tx, seen))',
      'where tx >= pg_snapshot_xmax(seen))',
    ],
    turnsRed(kept, 'a change that is not committed yet counts for nobody, and for everybody once it is'),
  ),
  broken(
    'a refusal is told by what was kept, whether it holds or not',
    'server/src/http/route.ts',
    ['if (fromCache && error instanceof Problem) await sql`select`.execute(db);', ''],
    turnsRed(kept, 'a refusal rests on what holds now: whoever was just given a permission is let in'),
  ),
  broken(
    'a kept total is held to nothing',
    totals,
    ['return now.changed ? null : { n, seen: now.seen };', 'return { n, seen: now.seen };'],
    turnsRed(counted, 'when a permit is written, the next total at either node says so'),
    turnsRed(
      counted,
      'whatever is written in whichever order, every total is as many as there are rows in the list',
    ),
  ),
  broken(
    'a kept total overlooks a change that was running when it was summed',
    totals,
    ['t.tx = any (array(select pg_snapshot_xip(${seen}::pg_snapshot)))', 'false'],
    turnsRed(counted, 'a change that is not committed yet counts for nobody, and for everybody once it is'),
  ),
  broken(
    'a kept total answers a question with another status',
    'server/src/db/list.ts',
    ['filters.map((each) => [each.field, each.counted])', 'filters.map((each) => each.field)'],
    turnsRed(counted, 'totals of different questions are kept apart'),
  ),
  broken(
    'a reader takes totals that were learned after they began',
    totals,
    ['const snapshot = new Map(this.learned);', 'const known = this.learned;'],
    turnsRed(counted, 'a transaction knows the totals of before it began, and none that was learned since'),
  ),
  broken(
    'counters are folded before kept totals have heard of them',
    'server/migrations/0032-kept-totals.ts',
    [' where tx is null or tx < pg_snapshot_xmin(seen))', ')'],
    turnsRed(
      counted,
      'folding leaves alone what came after the snapshot it is told, so that kept totals hear of it',
    ),
  ),
  broken(
    'what is kept of a reader outlives a crash of the database',
    holds,
    [' or not exists (select from cluster_life where id = life)', ''],
    turnsRed(
      crashed,
      'after a crash that gives numbers of transactions out again, nothing counts that was kept before it',
    ),
  ),
  broken(
    'the live stream goes on after a crash as if nothing was lost',
    'server/src/live/hub.ts',
    ['if (position?.life === life) return position;', 'if (position) return position;'],
    turnsRed(
      crashed,
      'after a crash that gives numbers of transactions out again, nothing counts that was kept before it',
    ),
  ),
  broken(
    'changes after a crash are forgotten by a snapshot from before it',
    'server/src/http/viewer-cache.ts',
    ['snapshots.filter((each) => each.life === life)', 'snapshots'],
    turnsRed(
      kept,
      'changes are forgotten that are older than all that is kept, however often they are looked through',
    ),
  ),
  broken(
    'changes are forgotten while something is kept that has not heard of them',
    'server/src/http/viewer-cache.ts',
    ['at - each.at >= over', 'at - each.at >= 0'],
    turnsRed(
      kept,
      'changes are forgotten that are older than all that is kept, however often they are looked through',
    ),
  ),
  broken(
    'a live frame’s token stands behind events that are told after it',
    'server/src/live/listener.ts',
    ['first: latest.get(key)?.first ?? event', 'first: event'],
    turnsRed(
      'server/src/live/live.test.ts',
      'resumes from the token of any frame with all that came after it, also of one batch',
    ),
  ),
];
