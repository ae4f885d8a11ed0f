import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { expect } from 'vitest';
import type { Answer, User } from '../../test/world.ts';

/** A feature of a decoded tile. */
export interface TileFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly lngLat: readonly [number, number];
}

/** What a tile's bytes hold in a layer. */
export function decode(
  bytes: Uint8Array,
  name: string,
  { z, x, y }: { z: number; x: number; y: number },
): TileFeature[] {
  const layer = new VectorTile(new PbfReader(bytes)).layers[name];
  if (!layer) return [];
  return Array.from({ length: layer.length }, (_, at) => {
    const feature = layer.feature(at);
    const { geometry } = feature.toGeoJSON(x, y, z);
    expect(geometry.type).toBe('Point');
    return {
      properties: feature.properties,
      lngLat: (geometry as { coordinates: number[] }).coordinates as unknown as [number, number],
    };
  });
}

/** The tile of a zoom that a point lies in. */
export function tileOf([lng, lat]: readonly [number, number], z: number) {
  const radians = (lat * Math.PI) / 180;
  const across = 2 ** z;
  return {
    z,
    x: Math.floor(((lng + 180) / 360) * across),
    y: Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * across),
  };
}

export const tilePath = ({ z, x, y }: { z: number; x: number; y: number }, layer = 'places') =>
  `/tiles/${layer}/${z}/${x}/${y}.mvt`;

/** Asks for the tile of a zoom around a point. */
export async function askTile(
  user: User,
  point: readonly [number, number],
  z: number,
  query = '',
  headers: Record<string, string> = {},
): Promise<Answer & { readonly features: readonly TileFeature[] }> {
  const tile = tileOf(point, z);
  const answer = await user.get(`${tilePath(tile)}${query}`, { headers });
  return { ...answer, features: answer.status === 200 ? decode(answer.bytes, 'places', tile) : [] };
}
