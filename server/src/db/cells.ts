/** The numbers that `map_cell` gives to points: bits of a column and a row of a grid, woven into each other. */

/** A square of the grid: zoom, column, row. At zoom 0 there is one, at each further zoom four times as many. */
export interface Square {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** The grid that `map_cell` numbers: 2^24 columns and rows. */
export const gridZoom = 24;
const across = 2 ** gridZoom;
/** A box that needs larger squares than those of this zoom is as quickly read without them. */
const coarsest = 8;

/** The numbers of `map_cell` that lie in a square: from the first, before the second. */
export function cellsOf({ z, x, y }: Square): readonly [bigint, bigint] {
  const bits = BigInt(2 * (gridZoom - z));
  const number = weave(x, y, z);
  return [number << bits, (number + 1n) << bits];
}

function weave(x: number, y: number, bits: number): bigint {
  let number = 0n;
  for (let at = bits - 1; at >= 0; at--)
    number = (number << 2n) | (BigInt((y >> at) & 1) << 1n) | BigInt((x >> at) & 1);
  return number;
}

const within = (cell: number) => Math.min(across - 1, Math.max(0, cell));
const columnOf = (lng: number) => Math.floor(((lng + 180) / 360) * across);
const rowOf = (lat: number) => {
  const radians = (Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180;
  return Math.floor((0.5 - Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI)) * across);
};

/**
 * At most four squares that cover a box which does not cross the date line, as pairs of numbers; null where they would
 * be very large. One cell more on each side: the database may round a point on the edge otherwise.
 */
export function cellsAround([west, south, east, north]: readonly [number, number, number, number]):
  | bigint[]
  | null {
  const [left, right] = [within(columnOf(west) - 1), within(columnOf(east) + 1)];
  const [top, bottom] = [within(rowOf(north) - 1), within(rowOf(south) + 1)];
  let bits = 0;
  const spans = (from: number, to: number) => (to >> bits) - (from >> bits);
  while (spans(left, right) > 1 || spans(top, bottom) > 1) bits++;
  const z = gridZoom - bits;
  if (z < coarsest) return null;
  const squares: Square[] = [];
  for (let y = top >> bits; y <= bottom >> bits; y++)
    for (let x = left >> bits; x <= right >> bits; x++) squares.push({ z, x, y });
  return squares.flatMap((square) => [...cellsOf(square)]);
}
