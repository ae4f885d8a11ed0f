import type { MapFeature } from './drawn-map.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Steps on the screen: x to the right, y downwards. */
const ahead: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** What one comes to next from a point of the screen in a direction: near, and not far off to the side. */
export function nextTowards(
  features: readonly (readonly [MapFeature, readonly [number, number]])[],
  [x, y]: readonly [number, number],
  direction: Direction,
): MapFeature | null {
  const [dx, dy] = ahead[direction];
  let best: MapFeature | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [feature, [fx, fy]] of features) {
    const forward = (fx - x) * dx + (fy - y) * dy;
    const aside = Math.abs((fx - x) * dy) + Math.abs((fy - y) * dx);
    if (forward < 1) continue;
    const cost = forward + 2 * aside;
    if (cost < least) [best, least] = [feature, cost];
  }
  return best;
}
