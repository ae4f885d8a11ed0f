import type { AgencyId, OpenScopes, RowCondition } from '@standpipe/policy';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './open.ts';
import { rowColumns, rowJoins } from './rows.ts';
import type { Opened, ScopedKind } from './scopes.ts';

/** An order a list can have: the column, and the record's field it shows (null: on every record, open to all). */
export interface SortKey {
  readonly column: string;
  readonly nullable?: boolean;
  readonly field: string | null;
}

/** A condition on rows that the client asked for, and the field it reads. */
export interface Filter {
  readonly field: string | null;
  readonly where: RawBuilder<unknown>;
  /** The counters know this column too. */
  readonly counted?: boolean;
}

/** One list to read. Everything in it is either from the rules (`opened`) or asked for by the client. */
export interface ListQuery {
  readonly kind: ScopedKind;
  readonly opened: Opened;
  /** Keeps scopes of this author only (owner, for places). */
  readonly agency?: AgencyId | undefined;
  readonly access?: 'own' | 'shared' | undefined;
  readonly viewer: AgencyId;
  readonly filters: readonly Filter[];
  /** Words that must all occur, and a box; both narrow by their own index first. */
  readonly words: readonly string[];
  readonly box?: readonly [number, number, number, number] | undefined;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly after: { readonly key: string | number | null; readonly id: string } | null;
  readonly limit: number;
}

/** Text that each kind is searched by, widest first, with the fields it is made of. */
const searchTexts: Record<ScopedKind, readonly { column: string; fields: readonly string[] }[]> = {
  place: [
    { column: 'search', fields: ['addressLine', 'unit', 'city', 'zip', 'name', 'occupancyType'] },
    { column: 'doorstep', fields: ['addressLine', 'occupancyType'] },
  ],
  permit: [{ column: 'search', fields: ['number', 'type', 'description'] }],
  inspection: [{ column: 'search', fields: ['number', 'type'] }],
};

const narrowest = 5000;
const and = (parts: readonly RawBuilder<unknown>[]) => sql.join(parts, sql` and `);
const escapeLike = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/** A row condition of the rules, as SQL. The only translation there is, and it is one to one. */
function rowSql(condition: RowCondition): RawBuilder<unknown> {
  switch (condition.is) {
    case 'status':
      return sql`t.status = any (${condition.oneOf}::text[])`;
    case 'open':
      return condition.what === 'record' ? sql`not t.withheld` : sql`not t.place_withheld`;
    default:
      return sql`false`;
  }
}

/** The part of one way's scopes that this list walks: which scopes, and what every row must meet. */
interface Branch {
  readonly ids: readonly number[];
  /** What the rules ask of a row, as the counters know it too. */
  readonly rows: readonly RawBuilder<unknown>[];
  /** What every row must meet: the rules' conditions, still standing, and what the client asked for. */
  readonly where: readonly RawBuilder<unknown>[];
}

const opens = (group: OpenScopes, fields: readonly string[]) =>
  group.fields === null || fields.every((field) => group.fields!.includes(field));

/** Joins the ways' scopes to branches; a way that does not open a field the list reads by has no branch. */
function branchesOf(query: ListQuery): Branch[] {
  const { opened, kind, sort, filters, words } = query;
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
  return opened[kind].flatMap((group) => {
    if (!opens(group, read)) return [];
    const text = words.length > 0 ? searchTexts[kind].find((each) => opens(group, each.fields)) : undefined;
    if (words.length > 0 && !text) return [];
    const ids = group.ids.filter(keeps);
    if (ids.length === 0) return [];
    const rows = group.rows.map(rowSql);
    return [
      {
        ids,
        rows,
        where: [
          ...rows,
          ...(kind === 'place' ? [sql`t.retired_at is null`] : []),
          ...filters.map((each) => each.where),
          ...words.map((word) => sql`t.${sql.ref(text!.column)} like lower(${escapeLike(word)})`),
          ...(query.box ? [boxSql(query.box)] : []),
        ],
      },
    ];
  });
}

const boxSql = ([west, south, east, north]: readonly [number, number, number, number]) =>
  west <= east
    ? sql`t.lng between ${west} and ${east} and t.lat between ${south} and ${north}`
    : sql`(t.lng >= ${west} or t.lng <= ${east}) and t.lat between ${south} and ${north}`;

/** Rows of one list page, `limit + 1` of them where there are more. */
export async function listRows<R>(db: Db, query: ListQuery): Promise<R[]> {
  const branches = branchesOf(query);
  if (branches.length === 0) return [];
  const found = await narrow(db, query, branches);
  const parts = branches.flatMap((branch) => (found ? [among(query, branch, found)] : walk(query, branch)));
  const table = sql.table(query.kind);
  const { rows } = await sql<R>`
    select ${rowColumns(query.kind)}
    from (select * from (${sql.join(parts, sql` union `)}) each
      order by ${orderSql(query, sql`each.key`, sql`each.id`)} limit ${query.limit + 1}) page
    join ${table} t on t.id = page.id
    ${rowJoins(query.kind)}
    order by ${orderSql(query, sql`page.key`, sql`page.id`)}`.execute(db);
  return rows;
}

/** Nulls come last both ways. A key that is never null says nothing of nulls, or its index would not fit the order. */
function orderSql(query: ListQuery, key: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  if (!query.descending) return sql`${key}, ${id}`;
  return query.sort.nullable ? sql`${key} desc nulls last, ${id} desc` : sql`${key} desc, ${id} desc`;
}

/** Ids that an index on words or box found, when there are few enough of them to go by; null: walk the scopes. */
async function narrow(db: Db, query: ListQuery, branches: readonly Branch[]): Promise<string[] | null> {
  const long = query.words.filter((word) => word.length >= 3);
  if (long.length === 0 && !query.box) return null;
  const ids = branches.flatMap((branch) => branch.ids);
  const box = query.box && query.box[0] <= query.box[2] ? query.box : null;
  if (long.length === 0 && !box) return null;
  const { rows } = await sql<{ ids: string[] | null }>`
    select narrow(${query.kind}, ${ids}::integer[],
      array(select lower(each) from unnest(${long.map(escapeLike)}::text[]) each), ${box}::float8[],
      ${narrowest}) as ids`.execute(db);
  return rows[0]?.ids ?? null;
}

const among = (query: ListQuery, branch: Branch, ids: readonly string[]) => sql`
  (select t.id, ${sql.ref(`t.${query.sort.column}`)} as key from ${sql.table(query.kind)} t
   where t.id = any (${ids}::uuid[]) and t.scope_id = any (${branch.ids}::integer[])
     ${branch.where.length > 0 ? sql`and ${and(branch.where)}` : sql``} and ${afterSql(query)}
   order by ${orderSql(query, sql.ref(`t.${query.sort.column}`), sql`t.id`)} limit ${query.limit + 1})`;

/** Rows after the cursor, for a set that is small already. */
function afterSql({ sort, descending, after }: ListQuery): RawBuilder<unknown> {
  if (!after) return sql`true`;
  const key = sql.ref(`t.${sort.column}`);
  if (after.key === null)
    return sql`(${key} is null and ${descending ? sql`t.id < ${after.id}` : sql`t.id > ${after.id}`})`;
  const later = descending
    ? sql`(${key}, t.id) < (${after.key}, ${after.id})`
    : sql`(${key}, t.id) > (${after.key}, ${after.id})`;
  return sort.nullable ? sql`(${later} or ${key} is null)` : later;
}

/** Walks each scope's own index from the cursor on and takes no more than a page of it: cost goes with the page. */
function walk(query: ListQuery, branch: Branch): RawBuilder<unknown>[] {
  const { sort, descending, after } = query;
  const key = sql.ref(`t.${sort.column}`);
  const id = after && (descending ? sql`t.id < ${after.id}` : sql`t.id > ${after.id}`);
  const part = (conditions: readonly RawBuilder<unknown>[]) => sql`
    (select x.id, x.key from unnest(${branch.ids}::integer[]) s cross join lateral (
      select t.id, ${key} as key from ${sql.table(query.kind)} t
      where ${and([sql`t.scope_id = s`, ...branch.where, ...conditions])}
      order by ${orderSql(query, key, sql`t.id`)} limit ${query.limit + 1}) x
     order by ${orderSql(query, sql`x.key`, sql`x.id`)} limit ${query.limit + 1})`;
  if (!after) return [part([])];
  if (after.key === null) return [part([sql`${key} is null`, id!])];
  const later = descending
    ? sql`(${key}, t.id) < (${after.key}, ${after.id})`
    : sql`(${key}, t.id) > (${after.key}, ${after.id})`;
  return sort.nullable ? [part([later]), part([sql`${key} is null`])] : [part([later])];
}

/** How many rows a list has in all: from the counters where they can tell, else by counting what was asked for. */
export async function countRows(db: Db, query: ListQuery): Promise<number> {
  const branches = branchesOf(query);
  if (branches.length === 0) return 0;
  const counted = query.words.length === 0 && !query.box && query.filters.every((each) => each.counted);
  const found = counted ? null : await narrow(db, query, branches);
  const visible = sql.join(
    branches.map((branch) =>
      and([
        sql`t.scope_id = any (${branch.ids}::integer[])`,
        ...(counted ? countable(query, branch) : branch.where),
      ]),
    ),
    sql` or `,
  );
  const { rows } = counted
    ? await sql<{ total: number }>`select coalesce(sum(t.n), 0)::bigint as total from record_count t
        where t.kind = ${query.kind} and (${visible})`.execute(db)
    : await sql<{ total: number }>`select count(*) as total from ${sql.table(query.kind)} t
        where (${visible}) ${found ? sql`and t.id = any (${found}::uuid[])` : sql``}`.execute(db);
  return rows[0]?.total ?? 0;
}

/** A branch's conditions as the counters know them. A place's status, to them, is current or retired. */
const countable = (query: ListQuery, branch: Branch) => [
  ...branch.rows,
  ...(query.kind === 'place' ? [sql`t.status = 'current'`] : []),
  ...query.filters.map((each) => each.where),
];
