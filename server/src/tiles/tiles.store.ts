import { type AgencyId, agencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import { cellsOf } from '../db/cells.ts';
import { listedSql } from '../db/list.ts';
import type { ListQuery } from '../db/list.type.ts';
import type { Db } from '../db/open.ts';
import type { Opened } from '../db/scopes.ts';
import { kinds } from '../kinds/kinds.ts';
import { shiftFor, type TileAddress } from './grid.ts';
import type { TileLayer } from './layers.ts';

/** One tile to read: the layer, and what the rules opened of it. */
export interface TileQuery {
  readonly layer: TileLayer;
  readonly tile: TileAddress;
  readonly opened: Opened;
  readonly viewer: AgencyId;
  /** Further properties of points are read too. */
  readonly close: boolean;
}

/** A record on the map, or several in one dot. */
export interface Dot {
  readonly lng: number;
  readonly lat: number;
  /** The own agency of all that are in it, or null where there are several. */
  readonly agency: AgencyId | null;
  readonly count: number;
  /** Of a single record. */
  readonly id: string | null;
  readonly properties: Readonly<Record<string, string | null>>;
}

/** What a list of these records in this tile would show: the same condition as every list, and the tile as a filter. */
function condition({ layer, tile, opened, viewer, close }: TileQuery) {
  const [first, end] = cellsOf(tile);
  const listed: ListQuery = {
    kind: layer.kind,
    opened,
    viewer,
    filters: [
      { field: 'location', where: sql`t.cell >= ${String(first)} and t.cell < ${String(end)}` },
      ...(close ? layer.close.map(({ field }) => ({ field, where: sql`true` })) : []),
    ],
    words: [],
    sort: { column: 'created_at', field: null },
    descending: false,
    after: null,
    limit: 0,
  };
  return listedSql(listed);
}

const agencyOf = (opened: Opened, scope: number): AgencyId => opened.scopes.get(scope)!.author_id;

/** Records one by one, `most` at most; in one order whoever asks, so that the same records are the same tile. */
export async function readPoints(db: Db, query: TileQuery, most: number): Promise<Dot[]> {
  const { layer, opened, close } = query;
  const where = condition(query);
  if (!where) return [];
  const columns = close ? layer.close.map(({ column }) => sql`, t.${sql.ref(column)}`) : [];
  const { rows } = await sql<
    { id: string; lng: number; lat: number; scope_id: number } & Record<string, string | null>
  >`select t.id, t.lng, t.lat, t.scope_id${sql.join(columns, sql``)}
    from ${sql.table(kinds[layer.kind].table)} t where ${where} order by t.cell, t.id limit ${most}`.execute(
    db,
  );
  return rows.map((row) => ({
    lng: row.lng,
    lat: row.lat,
    agency: agencyOf(opened, row.scope_id),
    count: 1,
    id: row.id,
    properties: close
      ? Object.fromEntries(layer.close.map(({ field, column }) => [field, row[column] ?? null]))
      : {},
  }));
}

/** Records that lie close together as one dot each, at their middle. @param below how many zooms finer than the tile */
export async function readClusters(db: Db, query: TileQuery, below: number): Promise<Dot[]> {
  const { layer, tile, opened } = query;
  const where = condition(query);
  if (!where) return [];
  const { rows } = await sql<{
    lng: number;
    lat: number;
    n: number;
    first_agency: number;
    last_agency: number;
  }>`select avg(t.lng) as lng, avg(t.lat) as lat, count(*)::integer as n,
      min(t.scope_id) as first_agency, max(t.scope_id) as last_agency
    from ${sql.table(kinds[layer.kind].table)} t where ${where}
    group by t.cell >> ${shiftFor(tile, below)}::integer order by min(t.cell)`.execute(db);
  return rows.map((row) => {
    const [first, last] = [agencyOf(opened, row.first_agency), agencyOf(opened, row.last_agency)];
    return {
      lng: row.lng,
      lat: row.lat,
      agency: first === last ? agencyId(first) : null,
      count: row.n,
      id: null,
      properties: {},
    };
  });
}
