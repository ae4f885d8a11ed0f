import type { OpenScopes, RowCondition } from '@standpipe/policy';
import { type RawBuilder, sql } from 'kysely';
import { isCurrent, type KindEntry } from '../kinds/entry.ts';
import { kinds } from '../kinds/kinds.ts';
import { cellsAround } from './cells.ts';
import { prepared } from './connection.ts';
import type { ListQuery } from './list.type.ts';
import type { Db } from './open.ts';
import { type AgencyNames, rowColumns, rowJoins } from './rows.ts';
import { groupsOf, type Opened } from './scopes.ts';
import { type CachedTotals, stillHolds, type Total } from './totals.ts';
import { amongFound, and, type Branch, either, numbers, orderSql, type Reading, walk } from './walk.ts';

/**
 * So many records of open scopes are gone through at most by the index on words, and by the one on map cells. Where
 * very many scopes are open, walking them takes longer, and so more are looked up.
 */
const most = { words: 2_000, box: 500 };
const escapeLike = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/** A row condition of the rules, as SQL on `t`. The only translation there is, and it is one to one. */
function rowSql({ rules, facts }: KindEntry, condition: RowCondition, viewer: string): RawBuilder<unknown> {
  const column = (name: string | undefined) => {
    if (!name) throw new Error(`A list of ${rules.kind} has no column for the condition "${condition.is}".`);
    return sql.ref(`t.${name}`);
  };
  switch (condition.is) {
    case 'status':
      return sql`${column(facts.status)} = any (${condition.oneOf}::text[])`;
    case 'open':
      return sql`not ${column(condition.what === 'record' ? facts.withheld : facts.placeWithheld)}`;
    case 'signedIn':
      return sql`${column(facts.signedIn)} = 'signedIn'`;
    case 'about':
      return sql`${column(facts.about)} = ${condition.kind}`;
    case 'holder':
      return sql`${column(facts.holder)} = ${viewer}`;
    case 'mutual':
      throw new Error('What two agencies have open for each other is asked of one record, never of a list.');
  }
}

const opens = (group: OpenScopes, fields: readonly string[]) =>
  group.fields === null || fields.every((field) => group.fields!.includes(field));

/** What one way asks of the rows of a scope, in this list. */
interface Ask {
  readonly rows: readonly RowCondition[];
  /** The text that words are looked for in. */
  readonly text: string | null;
}

/** Does every row that meets the second meet the first? */
const within = (a: Ask, b: Ask) => a.text === b.text && a.rows.every((each) => b.rows.includes(each));

/**
 * Joins the ways' scopes to branches, each scope to one: what any of its ways lets through. A way that does not open a
 * field the list reads by lets nothing through; scopes whose ways ask the same share one branch.
 */
function branchesOf(query: ListQuery): Branch[] {
  const { opened, sort, filters, words } = query;
  const entry = kinds[query.kind];
  const groups = groupsOf(opened, query.kind);
  const asSql = (condition: RowCondition) => rowSql(entry, condition, query.viewer);
  const read = [sort.field, query.box ? 'location' : null, ...filters.map((each) => each.field)].filter(
    (each) => each !== null,
  );
  const keeps = (id: number) => {
    const author = opened.scopes.get(id)?.author_id;
    return (
      (query.agency === undefined || author === query.agency) &&
      (query.access === undefined || (author === query.viewer) === (query.access === 'own'))
    );
  };
  const asks = groups.map((group): Ask | null => {
    if (!opens(group, read)) return null;
    const text = words.length > 0 ? entry.texts.find((each) => opens(group, each.fields)) : undefined;
    if (words.length > 0 && !text) return null;
    return { rows: group.rows, text: text?.column ?? null };
  });
  /** Which ways let something through, by scope (one bit a way). */
  const ways = new Map<number, number>();
  for (const [at, group] of groups.entries())
    if (asks[at]) for (const id of group.ids) if (keeps(id)) ways.set(id, (ways.get(id) ?? 0) | (1 << at));
  const byWays = Map.groupBy(ways.keys(), (id) => ways.get(id)!);
  const byAsks = Map.groupBy(byWays.keys(), (bits) => JSON.stringify(leastOf(asks, bits)));
  const parts = [...byAsks.values()].map((alike) => ({
    ids: alike.flatMap((bits) => byWays.get(bits)!),
    asks: leastOf(asks, alike[0]!),
  }));
  return parts.map(({ ids, asks: full }) => ({
    ids,
    rows: either(full.map((ask) => ask.rows.map(asSql))),
    where: either(full.map((ask) => [...ask.rows.map(asSql), ...wordsSql(words, ask.text)])),
    text: entry.texts.find(({ column }) => full.some((ask) => ask.text === column))?.column ?? null,
    strictest: parts.every((part) => full.every((ask) => part.asks.some((other) => within(other, ask)))),
  }));
}

/** What the client asks of every row, and the list of its kind. */
const everySql = ({ kind, filters, box }: ListQuery): RawBuilder<unknown>[] => [
  ...(kinds[kind].retiredAt ? [isCurrent(kinds[kind])] : []),
  ...filters.map((each) => each.where),
  ...(box ? [boxSql(box)] : []),
];

/** Of the ways of a scope, those that no other way's asking includes. */
function leastOf(asks: readonly (Ask | null)[], ways: number): Ask[] {
  const all = asks.filter((ask, at): ask is Ask => ask !== null && (ways & (1 << at)) !== 0);
  return all.filter(
    (ask, at) =>
      !all.some((other, index) => index !== at && within(other, ask) && (index < at || !within(ask, other))),
  );
}

const wordsSql = (words: readonly string[], column: string | null) =>
  words.map((word) => sql`t.${sql.ref(column!)} like lower(${escapeLike(word)})`);

const boxSql = ([west, south, east, north]: readonly [number, number, number, number]) =>
  west <= east
    ? sql`t.lng between ${west} and ${east} and t.lat between ${south} and ${north}`
    : sql`(t.lng >= ${west} or t.lng <= ${east}) and t.lat between ${south} and ${north}`;

/**
 * Rows of one list page, `limit + 1` of them where there are more.
 * @param few what {@link findFew} says, where it was asked already
 */
export async function listRows<R>(db: Db, query: ListQuery, few?: Few): Promise<R[]> {
  const branches = branchesOf(query);
  if (branches.length === 0) return [];
  const found = few === undefined ? await findFew(db, query) : few;
  const reading: Reading = { branches, every: everySql(query) };
  const page = found ? amongFound(query, reading, found) : walk(query, reading);
  const table = sql.table(kinds[query.kind].table);
  const { rows } = await sql<R & Named>`${found || plansAlike(query) ? prepared : sql``}
    select ${rowColumns(query.kind)}
    from (${page}) page
    join ${table} t on t.id = page.id
    ${rowJoins(query.kind)}
    order by ${orderSql(query, sql`page.key`, sql`page.id`)}`.execute(db);
  for (const row of rows) name(row, query.opened);
  return rows;
}

type Named = { -readonly [K in keyof AgencyNames]: string } & { readonly scope_id: number };

/** Names the agencies behind a row's scope. The author of a place is its owner. */
function name(row: Named, { scopes, agencies }: Opened): void {
  const { author_id, owner_id } = scopes.get(row.scope_id)!;
  const [author, owner] = [agencies.get(author_id)!, agencies.get(owner_id)!];
  row.agency_name = author.name;
  row.agency_color = author.color;
  row.owner_name = owner.name;
  row.owner_color = owner.color;
}

/**
 * Is one plan right for whatever is asked? Newest first each filter has its own index or none; in another order a
 * filter that keeps one row in a hundred is read otherwise than one that keeps half, and only its value tells which.
 */
const plansAlike = ({ filters, sort }: ListQuery) => filters.length === 0 || sort.column === 'created_at';

type Few = readonly string[] | null;

/**
 * Ids that the index on words, or else the one on map cells, found, when there are few enough; null: walk the scopes.
 * Both look within open scopes only, so that it takes no longer where others have records that match.
 */
export async function findFew(db: Db, query: ListQuery): Promise<Few> {
  const found = lookups(query);
  if (!found || found.length === 0) return null;
  const columns = found.map((each, at) => sql`${each} as ${sql.id(`ids_${at}`)}`);
  const { rows } = await sql<
    Readonly<Record<string, string[] | null>>
  >`${prepared} select ${sql.join(columns)}`.execute(db);
  const each = Object.values(rows[0]!);
  return each.some((ids) => ids === null) ? null : each.flatMap((ids) => ids!);
}

/** What the indexes are asked: words in each text that is open in some scopes, or else the box. */
function lookups(query: ListQuery): RawBuilder<unknown>[] | null {
  const { kind, words, box } = query;
  const long = words.filter((word) => [...word].length >= 3);
  if (long.length === 0 && !box) return null;
  const branches = branchesOf(query);
  const idsOf = (some: readonly Branch[]) => some.flatMap((branch) => branch.ids);
  if (long.length > 0)
    return [...Map.groupBy(branches, ({ text }) => text)].map(([text, alike]) => {
      const ids = idsOf(alike);
      return sql`holding_words(${kind}, ${text}, ${numbers(ids)}, ${long}::text[],
        ${Math.max(most.words, 2 * ids.length)})`;
    });
  const cells = box && box[0] <= box[2] ? cellsAround(box) : null;
  if (!cells || branches.length === 0) return null;
  return [
    sql`within_box(${kind}, ${numbers(idsOf(branches))}, ${box}::float8[], ${cells.map(String)}::bigint[], ${most.box})`,
  ];
}

/**
 * How many rows a list has in all: from the counters where they can tell, else by counting what was asked for.
 * @param known.few the answer of {@link findFew}, where it was already asked
 * @param known.totals the cached totals of this viewer
 */
export async function countRows(
  db: Db,
  query: ListQuery,
  { few, totals }: { few?: Few; totals?: CachedTotals | undefined } = {},
): Promise<number> {
  const asked = countersTell(query);
  if (asked === null) return countAmong(db, query, few === undefined ? await findFew(db, query) : few);
  const before = totals?.find(asked);
  const total = (before && (await stillHolds(db, query.kind, before))) ?? (await sumCounters(db, query));
  totals?.keep(asked, total);
  return total.n;
}

/** What the counters are asked for, in so many words; null where they cannot tell. */
function countersTell({ kind, words, box, agency, access, sort, filters }: ListQuery): string | null {
  if (
    kinds[kind].facts.about ||
    words.length > 0 ||
    box ||
    filters.some((each) => each.counted === undefined)
  )
    return null;
  return JSON.stringify([
    kind,
    agency,
    access,
    sort.field,
    ...filters.map((each) => [each.field, each.counted]),
  ]);
}

async function sumCounters(db: Db, query: ListQuery): Promise<Total> {
  const branches = branchesOf(query);
  const { rows } = await sql<Total>`${prepared} select coalesce(sum(t.n), 0)::bigint as n,
    pg_current_snapshot()::text as seen
    from record_count t
    where ${and([
      sql`t.kind = ${query.kind}`,
      ...(branches.length > 0 ? visibleSql(branches, ({ rows }) => rows) : [sql`false`]),
      // To the counters, the status of a kind that retires is current or retired.
      ...(kinds[query.kind].retiredAt ? [sql`t.status = 'current'`] : []),
      ...query.filters.map((each) => each.where),
    ])}`.execute(db);
  return rows[0]!;
}

async function countAmong(db: Db, query: ListQuery, found: Few): Promise<number> {
  const listed = listedParts(query);
  if (!listed) return 0;
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(kinds[query.kind].table)} t
    where ${and([...listed, ...(found ? [sql`t.id = any (${found}::uuid[])`] : [])])}`.execute(db);
  return rows[0]!.n;
}

/** The condition of every row that a list shows, for readers that take no page of it; null where nothing is open. */
export function listedSql(query: ListQuery): RawBuilder<unknown> | null {
  const listed = listedParts(query);
  return listed && and(listed);
}

function listedParts(query: ListQuery): RawBuilder<unknown>[] | null {
  const branches = branchesOf(query);
  if (branches.length === 0) return null;
  return [...visibleSql(branches, ({ where }) => where), ...everySql(query)];
}

/**
 * In one of the branches, with what that branch asks. All scopes come first, for the index; whose branch a row is in
 * is looked up only where it does not meet the strictest.
 */
function visibleSql(
  branches: readonly Branch[],
  asked: (branch: Branch) => readonly RawBuilder<unknown>[],
): RawBuilder<unknown>[] {
  const isIn = (ids: readonly number[]) => sql`t.scope_id = any (${numbers(ids)})`;
  const alone = branches.find((branch) => branch.strictest);
  const others = branches.filter((branch) => branch !== alone);
  const conditions = [
    ...(alone ? [asked(alone)] : []),
    ...others.map((branch) => [...asked(branch), isIn(branch.ids)]),
  ];
  return [isIn(branches.flatMap(({ ids }) => ids)), ...either(conditions)];
}
