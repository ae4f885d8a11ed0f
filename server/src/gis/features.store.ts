import { sql } from 'kysely';
import { listedSql } from '../db/list.ts';
import type { ListQuery } from '../db/list.type.ts';
import type { Db } from '../db/open.ts';
import { kinds } from '../kinds/kinds.ts';
import type { Box } from './projection.ts';

const tableOf = ({ kind }: ListQuery) => sql.table(kinds[kind].table);

/** The box around all that a list shows; null where that is nothing. */
export async function readExtent(db: Db, query: ListQuery): Promise<Box | null> {
  const where = listedSql({
    ...query,
    filters: [...query.filters, { field: 'location', where: sql`true` }],
  });
  if (!where) return null;
  const { rows } = await sql<{ west: number | null; south: number; east: number; north: number }>`
    select min(t.lng) as west, min(t.lat) as south, max(t.lng) as east, max(t.lat) as north
    from ${tableOf(query)} t where ${where}`.execute(db);
  const { west, south, east, north } = rows[0]!;
  return west === null ? null : [west, south, east, north];
}

/** The numbers for GIS clients of all that a list shows, `limit` at most. */
export async function readObjectIds(db: Db, query: ListQuery): Promise<number[]> {
  const where = listedSql(query);
  if (!where) return [];
  const { rows } = await sql<{ object_id: number }>`select t.object_id from ${tableOf(query)} t
    where ${where} order by t.object_id limit ${query.limit}`.execute(db);
  return rows.map((row) => row.object_id);
}

/** The key and id of the row that so many rows come before, in the list's order; null where there are fewer. */
export async function readRowAt(db: Db, query: ListQuery, at: number) {
  const where = listedSql(query);
  if (!where) return null;
  const { column, nullable } = query.sort;
  const key = sql.ref(`t.${column}`);
  const way = query.descending ? sql`desc` : sql`asc`;
  const { rows } = await sql<{ key: string | number | null; id: string }>`select ${key} as key, t.id
    from ${tableOf(query)} t where ${where}
    order by ${key} ${way} ${nullable ? sql`nulls last` : sql``}, t.id ${way} limit 1 offset ${at}`.execute(
    db,
  );
  return rows[0] ?? null;
}
