/** What one list page costs a viewer: our shape, the floor, and the shapes we rejected, over one connection. */
import { type AgencyId, agencyId, permissions, type Viewer } from '@standpipe/policy';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { type ListQuery, listRows } from '../server/src/db/list.ts';
import type { Db } from '../server/src/db/open.ts';
import { openFor } from '../server/src/db/scopes.ts';
import type { Tables } from '../server/src/db/tables.ts';
import { loadReceived } from '../server/src/http/session.ts';
import { permitListing } from '../server/src/permits/permits.list.ts';

export interface Shape {
  readonly name: string;
  page(seat: Seat, status: string | null): Promise<string[]>;
}

/** A viewer at a connection of the application's, in a transaction, with their scopes set. */
export interface Seat {
  readonly db: Db;
  readonly client: pg.PoolClient;
  readonly viewer: Viewer;
  readonly opened: Awaited<ReturnType<typeof openFor>>;
}

const limit = 50;

/** Opens one connection under row-level security; `asked` hears every statement that goes through it. */
export function openConnection(appUrl: string, asked?: (sql: string, parameters: readonly unknown[]) => void) {
  const pool = new pg.Pool({ connectionString: appUrl, max: 1, options: '-c role=standpipe_viewer' });
  const kysely = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    ...(asked && { log: (event) => asked(event.query.sql, event.query.parameters) }),
  });
  return { pool, kysely };
}

/** Seats a viewer with every permission and runs the work in their transaction. */
export async function seat<T>(
  kysely: Kysely<Tables>,
  agency: string,
  work: (db: Db, viewer: Viewer, opened: Seat['opened']) => Promise<T>,
): Promise<T> {
  return kysely.transaction().execute(async (db) => {
    const id = agencyId(agency);
    const viewer: Viewer = { agency: id, permissions: new Set(permissions), received: await loadReceived(db, id) };
    return work(db, viewer, await openFor(db, viewer, ['permit'], id));
  });
}

export const listQuery = (viewer: AgencyId, opened: Seat['opened'], status: string | null): ListQuery => ({
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

/** The page as the product reads it. */
export const ours = async (db: Db, viewer: Viewer, opened: Seat['opened'], status: string | null) =>
  (await listRows<{ id: string }>(db, listQuery(viewer.agency, opened, status))).map((row) => row.id);

/** The floor: the viewer's records in their own places only, one index range. */
export const ownOnly = async (db: Db, viewer: Viewer, opened: Seat['opened'], status: string | null) => {
  const scope = [...opened.scopes.values()].find(
    (each) => each.author_id === viewer.agency && each.owner_id === viewer.agency,
  );
  const ids = new Set([scope?.id ?? 0]);
  const own = { ...opened, permit: opened.permit.map((way) => ({ ...way, ids: way.ids.filter((id) => ids.has(id)) })) };
  return (await listRows<{ id: string }>(db, listQuery(viewer.agency, own, status))).map((row) => row.id);
};
