/** How a list walks the scopes that are open to a viewer: each by its own index, no further than a page needs. */
import { type RawBuilder, sql } from 'kysely';
import type { ListQuery } from './list.type.ts';

/** Scopes that this list walks, and what every row in them must meet. A scope is in one branch only. */
export interface Branch {
  readonly ids: readonly number[];
  /** What the rules ask of a row, as the counters know it too. */
  readonly rows: readonly RawBuilder<unknown>[];
  /** What every row must meet: the rules' conditions, still standing, and what the client asked for. */
  readonly where: readonly RawBuilder<unknown>[];
  /** A row that meets this branch would meet any of the list. */
  readonly strictest: boolean;
}

/** Rows that a scope is asked for at first: a whole page where few are open, few where many are. */
const quotaFor = (scopes: number, page: number) =>
  Math.min(page, scopes <= 40 ? page : scopes <= 500 ? 12 : 3);

const and = (parts: readonly RawBuilder<unknown>[]) => sql.join(parts, sql` and `);

/** Nulls come last both ways. A key that is never null says nothing of nulls, or its index would not fit the order. */
export function orderSql(
  query: ListQuery,
  key: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (!query.descending) return sql`${key}, ${id}`;
  return query.sort.nullable ? sql`${key} desc nulls last, ${id} desc` : sql`${key} desc, ${id} desc`;
}

const keyOf = ({ sort }: ListQuery) => sql.ref(`t.${sort.column}`);

/** The conditions that stand for "after the cursor": one, or two where keys and then rows without a key follow. */
function afterParts(query: ListQuery): RawBuilder<unknown>[] {
  const { sort, descending, after } = query;
  if (!after) return [sql`true`];
  const key = keyOf(query);
  if (after.key === null)
    return [sql`${key} is null and ${descending ? sql`t.id < ${after.id}` : sql`t.id > ${after.id}`}`];
  const later = descending
    ? sql`(${key}, t.id) < (${after.key}, ${after.id})`
    : sql`(${key}, t.id) > (${after.key}, ${after.id})`;
  return sort.nullable ? [later, sql`${key} is null`] : [later];
}

/** Ids and keys of a page, among ids that an index has found already. */
export function amongFound(
  query: ListQuery,
  branches: readonly Branch[],
  ids: readonly string[],
): RawBuilder<unknown> {
  const visible = sql.join(
    branches.map(
      (branch) => sql`(${and([sql`t.scope_id = any (${branch.ids}::integer[])`, ...branch.where])})`,
    ),
    sql` or `,
  );
  const after = sql.join(
    afterParts(query).map((part) => sql`(${part})`),
    sql` or `,
  );
  return sql`select t.id, ${keyOf(query)} as key from ${sql.table(query.kind)} t
    where t.id = any (${ids}::uuid[]) and (${visible}) and (${after})
    order by ${orderSql(query, keyOf(query), sql`t.id`)} limit ${query.limit + 1}`;
}

/** Does the scope hold anything near the box? One that does not is not walked at all. */
function reaches({ kind, box }: ListQuery): RawBuilder<unknown> {
  if (!box) return sql`true`;
  const [west, south, east, north] = box;
  const across = west <= east ? sql`e.west <= ${east} and e.east >= ${west}` : sql`true`;
  return sql`exists (select from scope_extent e where e.kind = ${kind} and e.scope_id = s and ${across}
    and e.south <= ${north} and e.north >= ${south})`;
}

/**
 * Ids and keys of a page, walking each scope's own index from the cursor on. Where many scopes are open, each gives a
 * few rows first; only those that put all of them on the page are asked for a whole page.
 */
export function walk(query: ListQuery, branches: readonly Branch[]): RawBuilder<unknown> {
  const page = query.limit + 1;
  const walks = branches.flatMap((branch) => afterParts(query).map((after) => ({ branch, after })));
  const rowsOf = ({ branch, after }: (typeof walks)[number], most: number) => sql`
    select t.id, ${keyOf(query)} as key from ${sql.table(query.kind)} t
    where ${and([sql`t.scope_id = s`, ...branch.where, after])}
    order by ${orderSql(query, keyOf(query), sql`t.id`)} limit ${most}`;
  const lastly = sql`order by ${orderSql(query, sql`each.key`, sql`each.id`)} limit ${page}`;
  const from = (most: number) =>
    sql.join(
      walks.map(
        (one, at) => sql`(select ${sql.lit(at)} as walk, s, x.id, x.key
          from unnest(${one.branch.ids}::integer[]) s cross join lateral (${rowsOf(one, most)}) x
          where ${reaches(query)})`,
      ),
      sql` union all `,
    );
  const scopes = branches.reduce((sum, branch) => sum + branch.ids.length, 0);
  const quota = quotaFor(scopes, page);
  if (quota === page) return sql`select each.id, each.key from (${from(page)}) each ${lastly}`;
  const again = walks.map(
    (one, at) => sql`(select x.id, x.key from (select s from first where walk = ${sql.lit(at)}
      group by s having count(*) = ${quota}) e cross join lateral (${rowsOf(one, page)}) x)`,
  );
  return sql`with first as materialized (select * from (${from(quota)}) each ${lastly})
    select * from (select id, key from first union ${sql.join(again, sql` union `)}) each ${lastly}`;
}
