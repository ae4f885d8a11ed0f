import { gridZoom, type Square } from '../db/cells.ts';

/** A tile's address: zoom, column, row. */
export type TileAddress = Square;

export const deepest = 22;
/** How finely a tile divides its edge. */
export const extent = 4096;

/** The address, or null where there is no such tile. */
export function tileAt(z: string, x: string, y: string): TileAddress | null {
  if (![z, x, y].every((each) => /^(0|[1-9]\d{0,7})$/.test(each))) return null;
  const tile = { z: Number(z), x: Number(x), y: Number(y) };
  const across = 2 ** tile.z;
  return tile.z <= deepest && tile.x < across && tile.y < across ? tile : null;
}

/** By how many bits a cell's number is shortened to be that of a cell this many zooms below the tile. */
export const shiftFor = ({ z }: TileAddress, below: number): number => 2 * Math.max(0, gridZoom - z - below);

/** Where a point lies in a tile, in its own units. */
export function inTile({ z, x, y }: TileAddress, lng: number, lat: number): [number, number] {
  const across = 2 ** z;
  const radians = (Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180;
  const down = 0.5 - Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI);
  const within = (value: number) => Math.min(extent - 1, Math.max(0, Math.floor(value * extent)));
  return [within(((lng + 180) / 360) * across - x), within(down * across - y)];
}
