import { createHash } from 'node:crypto';
import type { AgencyId } from '@standpipe/policy';
import { LRUCache } from 'lru-cache';
import { logViews } from '../audit/audit.store.ts';
import { groupsOf, type Opened } from '../db/scopes.ts';
import type { Call } from '../http/call.ts';
import { notFound } from '../http/problems.ts';
import { encodeTile } from './encode.ts';
import { tileAt } from './grid.ts';
import type { TileLayer } from './layers.ts';
import { type Dot, readClusters, readPoints, type TileQuery } from './tiles.store.ts';

/** Below this zoom records are gathered to dots with a count. */
const pointsFrom = 11;
/** From this zoom on a point says more of itself. */
const closeFrom = 15;
/** So many points at most: about 60 bytes each far away and 110 close up, so that a tile stays under 500 kB. */
const mostPoints = 4000;
/** How much finer than the tile dots are gathered: 16 × 16 to a tile, 64 × 64 where only too many points are. */
const gathered = { far: 4, crowded: 6 };

/** One tile of a layer, as this viewer may see it. */
export async function readTile(call: Call, layer: TileLayer, narrowed: Narrowed) {
  const { z = '', x = '', y = '' } = call.request.params as Record<string, string>;
  const tile = tileAt(z, x, y);
  if (!tile) throw notFound();
  const query: TileQuery = {
    layer,
    tile,
    opened: among(call.opened, layer, narrowed),
    viewer: call.viewer.agency,
    close: tile.z >= closeFrom,
  };
  const clustered = tile.z < pointsFrom;
  const dots = await readDots(call, query);
  if (!clustered) await logSeen(call, layer, dots);
  const bytes = encodeTile(layer.name, tile, dots, call.opened, clustered);
  return answerTile(call, bytes);
}

async function readDots({ db }: Call, query: TileQuery): Promise<Dot[]> {
  if (query.tile.z < pointsFrom) return readClusters(db, query, gathered.far);
  const points = await readPoints(db, query, mostPoints + 1);
  return points.length <= mostPoints ? points : readClusters(db, query, gathered.crowded);
}

/** Ids of agencies, separated by commas, that a tile is narrowed to, and that it leaves out. */
interface Narrowed {
  readonly agency?: string;
  readonly not?: string;
}

/** Only records of the agencies that the asker wants. Ids that nobody has narrow to nothing. */
function among(opened: Opened, { kind }: TileLayer, { agency, not }: Narrowed): Opened {
  if (agency === undefined && not === undefined) return opened;
  const wanted = agency === undefined ? null : new Set(agency.toLowerCase().split(','));
  const unwanted = new Set(not?.toLowerCase().split(','));
  const keeps = (id: number) => {
    const own = opened.scopes.get(id)!.author_id;
    return (wanted === null || wanted.has(own)) && !unwanted.has(own);
  };
  const groups = groupsOf(opened, kind).map((group) => ({ ...group, ids: group.ids.filter(keeps) }));
  return { ...opened, groups: { [kind]: groups } };
}

/** What a viewer's rights are, in a few characters: two viewers never share an answer, even of the same bytes. */
function rightsOf({ viewer, viewAs, asker }: Call): string {
  const received = [...viewer.received].sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([viewer.agency, viewAs, asker.agency?.id, [...viewer.permissions].sort(), received]);
}

function answerTile(call: Call, bytes: Uint8Array): Uint8Array {
  const etag = `"${createHash('sha256').update(rightsOf(call)).update(bytes).digest('base64url').slice(0, 27)}"`;
  call.reply
    .type('application/vnd.mapbox-vector-tile')
    .header('cache-control', 'private, no-cache')
    .header('etag', etag);
  const asked = call.request.headers['if-none-match']
    ?.split(',')
    .map((each) => each.trim().replace(/^W\//, ''));
  if (!asked?.includes(etag)) return bytes;
  call.reply.code(304);
  return new Uint8Array();
}

/** Whose records somebody has recent seen on the map. */
const seen = new LRUCache<string, true>({ max: 100_000, ttl: 60 * 60_000 });

/**
 * A partner's look at the map is told to the owner once an hour, not with every tile: opening a record there is logged
 * like any reading of it.
 */
async function logSeen(call: Call, { name, kind }: TileLayer, dots: readonly Dot[]): Promise<void> {
  const keyOf = (agency: AgencyId) => `${call.asker.credential} ${name} ${agency}`;
  const first = new Map<AgencyId, string>();
  for (const { agency, id } of dots)
    if (agency !== null && id !== null && !first.has(agency) && !seen.has(keyOf(agency)))
      first.set(agency, id);
  if (first.size === 0) return;
  const views = [...first].map(([agency, id]) => ({ agency, id }));
  await logViews(call, kind, views, { filter: { map: name } });
  call.afterCommit(() => {
    for (const agency of first.keys()) seen.set(keyOf(agency), true);
  });
}
