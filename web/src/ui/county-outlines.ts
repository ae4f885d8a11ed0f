import states from 'virtual:counties';

type Ring = readonly number[];

/** A county with what surrounds it, ready to be drawn: y grows downwards. */
export interface CountySketch {
  readonly fips: string;
  readonly viewBox: readonly [x: number, y: number, width: number, height: number];
  readonly outline: string;
  readonly around: string;
  readonly point: readonly [x: number, y: number];
}

/** Is a point inside a ring? Counts how often a ray to the east crosses it. */
function inside(ring: Ring, x: number, y: number): boolean {
  let odd = false;
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const [x1, y1, x2, y2] = [ring[at]!, ring[at + 1]!, ring[before]!, ring[before + 1]!];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
  }
  return odd;
}

const every = (ring: Ring, axis: 0 | 1) => ring.filter((_, at) => at % 2 === axis);

/**
 * The county of a state that a point lies in, with its neighbors' outlines; null when the point is elsewhere.
 * @param state two-digit FIPS code
 */
export async function sketchCounty(
  state: string,
  longitude: number,
  latitude: number,
): Promise<CountySketch | null> {
  const load = states[state];
  if (!load) return null;
  const counties = Object.entries((await load()).default);
  const [x, y] = [longitude * 1000, latitude * 1000];
  const found = counties.find(([, rings]) => rings.some((ring) => inside(ring, x, y)));
  if (!found) return null;
  const narrowing = Math.cos((latitude * Math.PI) / 180);
  const place = (px: number, py: number): readonly [number, number] => [px * narrowing, -py];
  const draw = (rings: readonly Ring[]) =>
    rings
      .map((ring) => {
        const steps = every(ring, 0).map((px, at) =>
          place(px, ring[at * 2 + 1]!)
            .map((each) => each.toFixed(1))
            .join(' '),
        );
        return `M${steps.join('L')}Z`;
      })
      .join('');
  const rings = found[1];
  const xs = rings.flatMap((ring) => every(ring, 0)).map((px) => px * narrowing);
  const ys = rings.flatMap((ring) => every(ring, 1)).map((py) => -py);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const room = Math.max(width, height) * 0.22;
  return {
    fips: found[0],
    viewBox: [left - room, top - room, width + 2 * room, height + 2 * room],
    outline: draw(rings),
    around: counties
      .filter(([fips]) => fips !== found[0])
      .map(([, others]) => draw(others))
      .join(''),
    point: place(x, y),
  };
}

/** The middle of a county, in degrees; null for one that the atlas does not have. @param fips five digits */
export async function middleOfCounty(fips: string): Promise<readonly [number, number] | null> {
  const load = states[fips.slice(0, 2)];
  const rings = load && (await load()).default[fips];
  if (!rings) return null;
  const middle = (axis: 0 | 1) => {
    const values = rings.flatMap((ring) => every(ring, axis));
    return (Math.min(...values) + Math.max(...values)) / 2000;
  };
  return [middle(0), middle(1)];
}
