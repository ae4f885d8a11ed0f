/**
 * What the pages need of the county atlas, taken out of it when they are built: names, and the outlines of one region.
 * Format of the atlas: TopoJSON, https://github.com/topojson/topojson-specification.
 */
import { createRequire } from 'node:module';

interface Geometry {
  readonly id: string;
  readonly type: 'Polygon' | 'MultiPolygon';
  readonly arcs: readonly (readonly number[])[] | readonly (readonly (readonly number[])[])[];
  readonly properties: { readonly name: string };
}

interface Atlas {
  readonly transform: {
    readonly scale: readonly [number, number];
    readonly translate: readonly [number, number];
  };
  readonly arcs: readonly (readonly (readonly [number, number])[])[];
  readonly objects: { readonly counties: { readonly geometries: readonly Geometry[] } };
}

const atlas = createRequire(import.meta.url)('us-atlas/counties-10m.json') as Atlas;

/** County names by five-digit FIPS code. */
export const countyNames = (): Record<string, string> =>
  Object.fromEntries(atlas.objects.counties.geometries.map(({ id, properties }) => [id, properties.name]));

type Point = readonly [x: number, y: number];

/** The hill country of Texas, on a sheet of 600 by 900. */
const west = -100.35;
const north = 31.55;
const sheet = { width: 600, height: 900, perDegree: 200 };
const narrowing = Math.cos((29.6 * Math.PI) / 180);

/** Counties that the picture marks, the first in the middle. */
const marked = ['48259', '48265', '48171', '48031', '48091', '48029', '48019'];

/** A line of the atlas, in degrees. */
function degrees(arc: number): Point[] {
  const { scale, translate } = atlas.transform;
  let [x, y] = [0, 0];
  const line = atlas.arcs[arc < 0 ? ~arc : arc]!.map(([dx, dy]): Point => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
  return arc < 0 ? line.reverse() : line;
}

const points = (arc: number): Point[] =>
  degrees(arc).map(([longitude, latitude]) => [
    Math.round((longitude - west) * narrowing * sheet.perDegree),
    Math.round((north - latitude) * sheet.perDegree),
  ]);

const draw = (line: readonly Point[]) => {
  const kept = line.filter(([x, y], at) => at === 0 || x !== line[at - 1]![0] || y !== line[at - 1]![1]);
  return `M${kept.map(([x, y]) => `${x} ${y}`).join('L')}`;
};

const onSheet = (line: readonly Point[]) =>
  line.some(([x, y]) => x > -20 && x < sheet.width + 20 && y > -20 && y < sheet.height + 20);

/** Every border line once, and the outlines and middles of the marked counties. */
export function countyLines() {
  const { geometries } = atlas.objects.counties;
  const arcs = new Set(
    geometries.flatMap(({ arcs }) => (arcs as number[][]).flat(2)).map((arc) => (arc < 0 ? ~arc : arc)),
  );
  const lines = [...arcs].map(points).filter(onSheet).map(draw).join('');
  const counties = marked.map((fips) => {
    const { arcs, properties } = geometries.find(({ id }) => id === fips)!;
    const outline = (arcs as number[][])[0]!.flatMap(points);
    const middle = (axis: 0 | 1) => {
      const values = outline.map((point) => point[axis]);
      return Math.round((Math.min(...values) + Math.max(...values)) / 2);
    };
    return { name: properties.name, outline: `${draw(outline)}Z`, x: middle(0), y: middle(1) };
  });
  return { width: sheet.width, height: sheet.height, lines, counties };
}

/** Thousandths of a degree, as close as the atlas knows, one number after the other. */
const ringOf = (arcs: readonly number[]) =>
  arcs
    .flatMap(degrees)
    .flatMap(([longitude, latitude]) => [Math.round(longitude * 1000), Math.round(latitude * 1000)]);

/** The outer rings of every county of a state, by FIPS code. */
export const outlinesOf = (state: string): Record<string, number[][]> =>
  Object.fromEntries(
    atlas.objects.counties.geometries
      .filter(({ id }) => id.startsWith(state))
      .map(({ id, type, arcs }) => {
        const polygons = (type === 'Polygon' ? [arcs] : arcs) as readonly (readonly (readonly number[])[])[];
        return [id, polygons.map(([outer]) => ringOf(outer!))];
      }),
  );

/** FIPS codes of the states that the atlas has. */
export const states = (): string[] => [
  ...new Set(atlas.objects.counties.geometries.map(({ id }) => id.slice(0, 2))),
];

const round = (degree: number) => Math.round(degree * 1000) / 1000;

/** Lines and names for the map: every border once, those of states apart, and each county's name at its middle. */
export function countyMap() {
  const { geometries } = atlas.objects.counties;
  const sides = new Map<number, Set<string>>();
  for (const { id, arcs } of geometries)
    for (const arc of (arcs as number[][]).flat(2)) {
      const at = arc < 0 ? ~arc : arc;
      sides.set(at, (sides.get(at) ?? new Set()).add(id));
    }
  const lines: { county: Point[][]; state: Point[][] } = { county: [], state: [] };
  for (const [arc, counties] of sides) {
    const within = counties.size > 1 && new Set([...counties].map((id) => id.slice(0, 2))).size === 1;
    lines[within ? 'county' : 'state'].push(degrees(arc).map(([x, y]): Point => [round(x), round(y)]));
  }
  const names = geometries.map(({ arcs, properties }) => {
    const outline = (arcs as number[][]).flat(2).flatMap(degrees);
    const middle = (axis: 0 | 1) => {
      const values = outline.map((point) => point[axis]);
      return round((Math.min(...values) + Math.max(...values)) / 2);
    };
    return [properties.name, middle(0), middle(1)] as const;
  });
  return { ...lines, names };
}
