/** What one list page costs a viewer: our shape, the floor below it, and the shapes we did not build. */
import { type AgencyId, agencyId, permissions, type Viewer } from '@standpipe/policy';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { speakingPool } from '../server/src/db/connection.ts';
import { countRows, listRows } from '../server/src/db/list.ts';
import type { ListQuery } from '../server/src/db/list.type.ts';
import type { Db } from '../server/src/db/open.ts';
import { type Opened, openFor } from '../server/src/db/scopes.ts';
import type { Tables } from '../server/src/db/tables.ts';
import type { CachedTotals } from '../server/src/db/totals.ts';
import { loadReceived } from '../server/src/http/session.ts';
import { permitListing } from '../server/src/permits/permits.list.ts';

const limit = 50;

/** One viewer with every permission, in a transaction under row-level security, with their scopes set. */
export interface Seat {
  readonly db: Db;
  readonly viewer: Viewer;
  readonly opened: Opened;
}

/** What a page is asked for: the 50 newest, unless it says more. */
export interface Asked {
  readonly status?: string;
  readonly type?: string;
  readonly agency?: string;
  /** Of partners only; what the viewer's agency is called then. */
  readonly sharedWith?: string;
  readonly words?: readonly string[];
  readonly box?: readonly [number, number, number, number];
  readonly sort?: keyof typeof columns;
  readonly descending?: boolean;
}

const columns = {
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  number: 'number',
  addressLine: 'address_line',
  issuedOn: 'issued_on',
};

/** A way of reading a page: ids in order, one more than a page where there are more. */
export type Shape = (seat: Seat, asked: Asked) => Promise<string[]>;

/** One connection of the application's; `heard` hears every statement that goes through it. */
export function openConnection(
  appUrl: string,
  heard?: (sql: string, parameters: readonly unknown[]) => void,
) {
  const options = '-c role=standpipe_viewer';
  const pool = new pg.Pool({ connectionString: appUrl, max: 1, options, pipeline: true });
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: speakingPool(pool) }),
    ...(heard && { log: (event) => heard(event.query.sql, event.query.parameters) }),
  });
}

/** Seats a viewer and runs the work in their transaction. */
export const seat = <T>(
  kysely: Kysely<Tables>,
  agency: string,
  work: (seat: Seat) => Promise<T>,
): Promise<T> =>
  kysely.transaction().execute(async (db) => {
    const id = agencyId(agency);
    await sql`select set_config('standpipe.agency', ${id}, true)`.execute(db);
    const viewer: Viewer = {
      agency: id,
      permissions: new Set(permissions),
      received: await loadReceived(db, id),
    };
    return work({ db, viewer, opened: await openFor(db, viewer, ['permit'], id) });
  });

/** So many viewers, evenly among all agencies. */
export async function someViewers(kysely: Kysely<Tables>, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from agency order by id`.execute(kysely);
  const step = Math.max(1, Math.floor(rows.length / count));
  return rows.map((row) => row.id).filter((_, at) => at % step === 0);
}

function queryOf(viewer: AgencyId, opened: Opened, asked: Asked): ListQuery {
  const { status, type, agency, sharedWith, words = [], box, sort = 'createdAt', descending } = asked;
  return {
    kind: 'permit',
    opened,
    viewer,
    ...(agency && { agency: agencyId(agency) }),
    ...(sharedWith && { access: 'shared' }),
    filters: [
      ...(status ? [{ field: 'status', where: sql`t.status = ${status}`, counted: status }] : []),
      ...(type ? [{ field: 'type', where: sql`t.type = ${type}` }] : []),
    ],
    words,
    box,
    sort: permitListing.sorts[sort]!,
    descending: descending ?? sort === 'createdAt',
    after: null,
    limit,
  };
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map((row) => row.id);

/** The page as the product reads it. */
export const ours: Shape = async ({ db, viewer, opened }, asked) =>
  ids(await listRows<{ id: string }>(db, queryOf(viewer.agency, opened, asked)));

/** The exact total as the product tells it: summed from the counters, or what is kept of it. */
export const ourCount = (
  { db, viewer, opened }: Seat,
  asked: Asked,
  totals?: CachedTotals,
): Promise<number> => countRows(db, queryOf(viewer.agency, opened, asked), { totals });

/** The floor: only what the viewer made in their own places, one index range, through the same code. */
export const ownOnly: Shape = async ({ db, viewer, opened }, asked) => {
  const isOwn = (id: number) => {
    const scope = opened.scopes.get(id);
    return scope?.author_id === viewer.agency && scope.owner_id === viewer.agency;
  };
  const permit = opened.groups.permit!.map((way) => ({ ...way, ids: way.ids.filter(isOwn) }));
  return ids(
    await listRows<{ id: string }>(db, queryOf(viewer.agency, { ...opened, groups: { permit } }, asked)),
  );
};

/** The columns of a page, as every shape reads them. */
export const selected = sql`select t.*, author.name as agency_name, author.color as agency_color,
  owner.name as owner_name, owner.color as owner_color from permit t join agency author on author.id = t.author_id
  join agency owner on owner.id = t.owner_id`;

/** Order and length of a page. */
export function lastly({ sort = 'createdAt', descending }: Asked) {
  const down = descending ?? sort === 'createdAt';
  const key = sql.ref(`t.${columns[sort]}`);
  const last = sort === 'issuedOn' ? sql`nulls last` : sql``; // of a column without nulls it would only hide the index
  return down
    ? sql`order by ${key} desc ${last}, t.id desc limit ${limit + 1}`
    : sql`order by ${key}, t.id limit ${limit + 1}`;
}

/** What was asked for, as plain conditions on the table. */
export function conditionsOf({ status, type, agency, sharedWith, words = [], box }: Asked) {
  const parts = [
    sql`true`,
    ...(status ? [sql`t.status = ${status}`] : []),
    ...(type ? [sql`t.type = ${type}`] : []),
    ...(agency ? [sql`t.author_id = ${agency}`] : []),
    ...(sharedWith ? [sql`t.author_id <> ${sharedWith}`] : []),
    ...words.map((word) => sql`t.search like lower(${`%${word}%`})`),
    ...(box
      ? [sql`point(t.lng, t.lat) <@ box(point(${box[0]}, ${box[1]}), point(${box[2]}, ${box[3]}))`]
      : []),
  ];
  return sql.join(parts, sql` and `);
}

/** What a filter library writes: the author is one of these and the owner is one of those. */
export const byArrays: Shape = async ({ db, viewer, opened }, asked) => {
  const scopes = opened.groups.permit!.flatMap((way) => way.ids.map((id) => opened.scopes.get(id)!));
  const pairs = Map.groupBy(scopes, (scope) => scope.author_id);
  const either = [...pairs].map(
    ([author, owned]) =>
      sql`(t.author_id = ${author} and t.owner_id = any (${owned.map((each) => each.owner_id)}::uuid[]))`,
  );
  const { rows } = await sql<{ id: string }>`${selected}
    where (${sql.join(either, sql` or `)}) and not t.withheld and (t.author_id = ${viewer.agency} or not t.place_withheld)
      and ${conditionsOf(asked)} ${lastly(asked)}`.execute(db);
  return ids(rows);
};

/** The rule in SQL: EXISTS over the grants, row by row. */
export const byExists: Shape = async ({ db, viewer }, asked) => {
  const me = viewer.agency;
  const gives = (party: 'author_id' | 'owner_id', module: string, level: string) => sql`exists (
    select from share_grant g where g.grantor_id = t.${sql.ref(party)} and g.partner_id = ${me}
      and g.module = ${module} and g.level = ${level} and upper_inf(g.valid))`;
  const { rows } = await sql<{ id: string }>`${selected} where (
      (t.author_id = ${me} and (t.owner_id = ${me} or ${gives('owner_id', 'addressShareModule', 'permit')}))
      or (${gives('author_id', 'permits', 'view')} and not t.withheld and (t.owner_id = ${me}
        or (not t.place_withheld and (${gives('owner_id', 'permits', 'view')}
          or ${gives('owner_id', 'addressShareModule', 'permit')})))))
    and ${conditionsOf(asked)} ${lastly(asked)}`.execute(db);
  return ids(rows);
};
