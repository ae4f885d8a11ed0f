import { countyOfPoint, isState } from '../../agencies/counties.ts';

/** Degrees by which the coarse outlines may be off, piers and river banks included. */
const near = 0.04;

/** Does a point lie in a state, or as near to it as its outline is exact? true where the state's outline is not known. */
export function isInState(state: string, lng: number, lat: number): boolean {
  if (!isState(state)) return true;
  const steps = [
    [0, 0],
    [near, 0],
    [-near, 0],
    [0, near],
    [0, -near],
    [near, near],
    [-near, -near],
    [near, -near],
    [-near, near],
  ] as const;
  return steps.some(([x, y]) => countyOfPoint(lng + x, lat + y)?.state === state);
}

export type PointFault = 'swapped' | 'minusLost';

/** Could a point of this longitude and latitude be in the United States or close by? */
const inNorthAmerica = (lng: number, lat: number) => lng >= -180 && lng <= -52 && lat >= 13 && lat <= 72;

/** What is probably wrong with points between these corners, which are nowhere near North America as they are written. */
export function pointFault(
  lng: { readonly min: number; readonly max: number },
  lat: { readonly min: number; readonly max: number },
): PointFault | null {
  const all = (x: readonly number[], y: readonly number[]) =>
    x.every((one) => y.every((other) => inNorthAmerica(one, other)));
  const [x, y] = [
    [lng.min, lng.max],
    [lat.min, lat.max],
  ] as const;
  if (x.some((one) => y.some((other) => inNorthAmerica(one, other)))) return null;
  if (all(y, x)) return 'swapped';
  const negative = x.map((each) => -each);
  if (lng.min > 52 && lng.max < 172 && all(negative, y)) return 'minusLost';
  return null;
}
