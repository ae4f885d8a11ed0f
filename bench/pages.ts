/** What one list page costs a viewer: our shape, the floor below it, and the shapes we did not build. */
import { type AgencyId, agencyId, permissions, type Viewer } from '@standpipe/policy';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { type ListQuery, listRows } from '../server/src/db/list.ts';
import type { Db } from '../server/src/db/open.ts';
import { type Opened, openFor } from '../server/src/db/scopes.ts';
import type { Tables } from '../server/src/db/tables.ts';
import { loadReceived } from '../server/src/http/session.ts';
import { permitListing } from '../server/src/permits/permits.list.ts';

const limit = 50;

/** One viewer with every permission, in a transaction under row-level security, with their scopes set. */
export interface Seat {
  readonly db: Db;
  readonly viewer: Viewer;
  readonly opened: Opened;
}

/** A way of reading the newest page: ids in order, one more than a page where there are more. */
export type Shape = (seat: Seat, status: string | null) => Promise<string[]>;

/** One connection of the application's; `asked` hears every statement that goes through it. */
export function openConnection(
  appUrl: string,
  asked?: (sql: string, parameters: readonly unknown[]) => void,
) {
  const pool = new pg.Pool({ connectionString: appUrl, max: 1, options: '-c role=standpipe_viewer' });
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    ...(asked && { log: (event) => asked(event.query.sql, event.query.parameters) }),
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

const newest = (viewer: AgencyId, opened: Opened, status: string | null): ListQuery => ({
  kind: 'permit',
  opened,
  viewer,
  filters: status ? [{ field: 'status', where: sql`t.status = ${status}`, counted: true }] : [],
  words: [],
  sort: permitListing.sorts.createdAt!,
  descending: true,
  after: null,
  limit,
});

const ids = (rows: readonly { readonly id: string }[]) => rows.map((row) => row.id);

/** The page as the product reads it. */
export const ours: Shape = async ({ db, viewer, opened }, status) =>
  ids(await listRows<{ id: string }>(db, newest(viewer.agency, opened, status)));

/** The floor: only what the viewer made in their own places, one index range, through the same code. */
export const ownOnly: Shape = async ({ db, viewer, opened }, status) => {
  const isOwn = (id: number) => {
    const scope = opened.scopes.get(id);
    return scope?.author_id === viewer.agency && scope.owner_id === viewer.agency;
  };
  const permit = opened.permit.map((way) => ({ ...way, ids: way.ids.filter(isOwn) }));
  return ids(await listRows<{ id: string }>(db, newest(viewer.agency, { ...opened, permit }, status)));
};

const selected = sql`select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name,
  owner.color as owner_color from permit t join agency author on author.id = t.author_id
  join agency owner on owner.id = t.owner_id`;
const lastly = sql`order by t.created_at desc, t.id desc limit ${limit + 1}`;
const having = (status: string | null) => (status ? sql`and t.status = ${status}` : sql``);

/** What a filter library writes: the author is one of these and the owner is one of those. */
export const byArrays: Shape = async ({ db, viewer, opened }, status) => {
  const scopes = opened.permit.flatMap((way) => way.ids.map((id) => opened.scopes.get(id)!));
  const pairs = Map.groupBy(scopes, (scope) => scope.author_id);
  const either = [...pairs].map(
    ([author, owned]) =>
      sql`(t.author_id = ${author} and t.owner_id = any (${owned.map((each) => each.owner_id)}::uuid[]))`,
  );
  const { rows } = await sql<{ id: string }>`${selected}
    where (${sql.join(either, sql` or `)}) and not t.withheld and (t.author_id = ${viewer.agency} or not t.place_withheld)
      ${having(status)} ${lastly}`.execute(db);
  return ids(rows);
};

/** The rule in SQL: EXISTS over the grants, row by row. */
export const byExists: Shape = async ({ db, viewer }, status) => {
  const me = viewer.agency;
  const gives = (party: 'author_id' | 'owner_id', module: string, level: string) => sql`exists (
    select from share_grant g where g.grantor_id = t.${sql.ref(party)} and g.partner_id = ${me}
      and g.module = ${module} and g.level = ${level} and upper_inf(g.valid))`;
  const { rows } = await sql<{ id: string }>`${selected} where (
      (t.author_id = ${me} and (t.owner_id = ${me} or ${gives('owner_id', 'addressShareModule', 'permit')}))
      or (${gives('author_id', 'permits', 'view')} and not t.withheld and (t.owner_id = ${me}
        or (not t.place_withheld and (${gives('owner_id', 'permits', 'view')}
          or ${gives('owner_id', 'addressShareModule', 'permit')})))))
    ${having(status)} ${lastly}`.execute(db);
  return ids(rows);
};
