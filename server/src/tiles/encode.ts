import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Opened } from '../db/scopes.ts';
import { extent, inTile, type TileAddress } from './grid.ts';
import type { Dot } from './tiles.store.ts';

/** Properties of a feature, without those that a dot has no value for. */
function tagsOf(dot: Dot, { agencies }: Opened, clustered: boolean): Record<string, string | number> {
  const tags: Record<string, string | number> = {};
  if (dot.id !== null) tags.id = dot.id;
  if (clustered || dot.id === null) tags.count = dot.count;
  if (dot.agency !== null) {
    tags.agency = dot.agency;
    tags.color = agencies.get(dot.agency)!.color;
  }
  for (const [field, value] of Object.entries(dot.properties)) if (value !== null) tags[field] = value;
  return tags;
}

/** A Mapbox Vector Tile with one layer of dots. A tile without any is the same bytes for everybody. */
export function encodeTile(
  name: string,
  tile: TileAddress,
  dots: readonly Dot[],
  opened: Opened,
  clustered: boolean,
): Uint8Array {
  const features = dots.map((dot) => ({
    type: 1 as const,
    geometry: [inTile(tile, dot.lng, dot.lat)],
    tags: tagsOf(dot, opened, clustered),
  }));
  const layer = { features } as unknown as Parameters<typeof fromGeojsonVt>[0][string];
  return fromGeojsonVt({ [name]: layer }, { version: 2, extent });
}
