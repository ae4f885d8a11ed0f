/** How a list walks the scopes that are open to a viewer: each by its own index, no further than a page needs. */
import { type RawBuilder, sql } from 'kysely';
import { kinds } from '../kinds/kinds.ts';
import type { ListQuery } from './list.type.ts';
import { numbersText } from './scopes.ts';

/** Scopes that a list reads alike. A scope is in one branch only. */
export interface Branch {
  readonly ids: readonly number[];
  /** What the rules ask of a row, as the counters know it too. */
  readonly rows: readonly RawBuilder<unknown>[];
  /** The same, and that the text open to the viewer has the words. */
  readonly where: readonly RawBuilder<unknown>[];
  /** The widest text that words are looked for in. */
  readonly text: string | null;
  /** A row that meets this branch would meet any of the list. */
  readonly strictest: boolean;
}

/** What a list reads: the branches, and what it asks of every row whatever its branch. */
export interface Reading {
  readonly branches: readonly Branch[];
  readonly every: readonly RawBuilder<unknown>[];
}

/** Rows that a scope is asked for at first: a whole page where few are open, few where many are. */
const quotaFor = (scopes: number, page: number) =>
  Math.min(page, scopes <= 40 ? page : scopes <= 500 ? 8 : 3);

export const numbers = (each: readonly number[]) => sql`${numbersText(each)}::integer[]`;

export const and = (parts: readonly RawBuilder<unknown>[]) => sql.join(parts, sql` and `);

/** One of these lists of conditions must hold, each as a whole. */
export function either(lists: readonly (readonly RawBuilder<unknown>[])[]): readonly RawBuilder<unknown>[] {
  if (lists.length === 1) return lists[0]!;
  if (lists.some((list) => list.length === 0)) return [];
  return [
    sql`(${sql.join(
      lists.map((list) => and(list)),
      sql` or `,
    )})`,
  ];
}

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

/** The conditions for "after the cursor": one, or two where rows with a key and then rows without follow. */
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
  { branches, every }: Reading,
  ids: readonly string[],
): RawBuilder<unknown> {
  const visible = branches.map((branch) => [
    sql`t.scope_id = any (${numbers(branch.ids)})`,
    ...branch.where,
    ...every,
  ]);
  const after = afterParts(query).map((part) => [part]);
  return sql`select t.id, ${keyOf(query)} as key from ${sql.table(kinds[query.kind].table)} t
    where ${and([sql`t.id = any (${ids}::uuid[])`, ...either(visible), ...either(after)])}
    order by ${orderSql(query, keyOf(query), sql`t.id`)} limit ${query.limit + 1}`;
}

/** Does the scope hold anything near the box? One that does not is not walked at all. */
function reaches({ kind, box }: ListQuery): RawBuilder<unknown> {
  if (!box) return sql`true`;
  const [west, south, east, north] = box;
  const across = west <= east ? sql`e.west <= ${east} and e.east >= ${west}` : sql`true`;
  return sql`exists (select from scope_extent e where e.kind = ${kind} and e.scope_id = walked.scope and ${across}
    and e.south <= ${north} and e.north >= ${south})`;
}

/**
 * Ids and keys of a page, walking each scope's own index from the cursor on. Where many scopes are open, each gives a
 * few rows first; only those that put all of them on the page are asked for a whole page.
 */
export function walk(query: ListQuery, { branches, every }: Reading): RawBuilder<unknown> {
  const page = query.limit + 1;
  const parts = afterParts(query);
  const ids = branches.flatMap((branch) => branch.ids);
  const scopes = sql`unnest(${numbers(ids)}, ${numbers(branches.flatMap((branch, at) => branch.ids.map(() => at)))})
    as walked (scope, branch)`;
  // Said as "not of this branch, or": a planner takes "of this branch, and" for something rare.
  const asked = branches.flatMap(({ where }, at) => either([[sql`walked.branch <> ${sql.lit(at)}`], where]));
  const rowsOf = (after: RawBuilder<unknown>, most: RawBuilder<unknown>) => sql`
    select t.id, ${keyOf(query)} as key from ${sql.table(kinds[query.kind].table)} t
    where ${and([sql`t.scope_id = walked.scope`, ...asked, ...every, after])}
    order by ${orderSql(query, keyOf(query), sql`t.id`)} limit ${most}`;
  const lastly = sql`order by ${orderSql(query, sql`each.key`, sql`each.id`)} limit ${page}`;
  const from = (most: number) =>
    sql.join(
      parts.map(
        (after, at) => sql`(select ${sql.lit(at)} as part, walked.*, x.id, x.key
          from ${scopes} cross join lateral (${rowsOf(after, sql`${most}`)}) x
          where ${reaches(query)})`,
      ),
      sql` union all `,
    );
  const quota = quotaFor(ids.length, page);
  if (quota === page) return sql`select each.id, each.key from (${from(page)}) each ${lastly}`;
  // The planner does not get the number: it knows the average scope, and one that filled its few rows has far more.
  const whole = sql`(select ${page}::integer)`;
  const again = parts.map(
    (after, at) => sql`(select x.id, x.key from (select scope, branch from first where part = ${sql.lit(at)}
      group by scope, branch having count(*) = ${quota}) walked cross join lateral (${rowsOf(after, whole)}) x)`,
  );
  return sql`with first as materialized (select * from (${from(quota)}) each ${lastly})
    select * from (select id, key from first union ${sql.join(again, sql` union `)}) each ${lastly}`;
}
