import { createRequire } from 'node:module';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** A county or what stands for one: parish, borough, independent city, municipio. `state` is the postal code. */
export interface County {
  readonly fips: string;
  readonly name: string;
  readonly state: string;
}

type Atlas = Topology<{ counties: GeometryCollection<{ name: string }> }>;

interface Outline {
  readonly county: County;
  readonly polygon: Polygon;
}

const postalCodes = new Map(
  (
    '01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD ' +
    '25MA 26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD ' +
    '47TN 48TX 49UT 50VT 51VA 53WA 54WV 55WI 56WY 60AS 66GU 69MP 72PR 78VI'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), entry.slice(2)] as const),
);

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const atlas = once(() => createRequire(import.meta.url)('us-atlas/counties-10m.json') as Atlas);

const byFips = once(() => {
  const counties = new Map<string, County>();
  for (const { id, properties } of atlas().objects.counties.geometries) {
    const fips = String(id);
    const state = postalCodes.get(fips.slice(0, 2));
    if (state && properties && 'name' in properties)
      counties.set(fips, { fips, name: properties.name, state });
  }
  return counties;
});

/** The Census numbers independent cities (Baltimore, St. Louis, Virginia's) from 510 on, after a state's counties. */
const isCity = (county: County): boolean => Number(county.fips.slice(2)) >= 510;

const kindOfCounty =
  /\s+(county|parish|city and borough|borough|census area|municipality|municipio|island|district)$/i;

/** Taking accents apart leaves the bare letters to the last step. */
const fold = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\bsainte\b/g, 'ste')
    .replace(/\bsaint\b/g, 'st')
    .replace(/[^a-z0-9]/g, '');

const byName = once(() => Map.groupBy(byFips().values(), (county) => `${county.state} ${fold(county.name)}`));

/** Every county's five-digit FIPS code, as of the Census boundaries of 2017 that us-atlas carries. */
export const countyFipsCodes = (): readonly string[] => [...byFips().keys()];

/** The county with this five-digit FIPS code. */
export const countyByFips = (fips: string): County | undefined => byFips().get(fips);

const states = new Set(postalCodes.values());

/** Whether this is the postal code of a state, the District of Columbia or a territory. */
export const isState = (code: string): boolean => states.has(code);

/**
 * The county of a state by name, however it is spelled: case, accents, blanks and punctuation don't count, nor does
 * "Saint" for "St." or a closing "County", "Parish" and the like. Where a county and an independent city share a
 * name ("Richmond" in Virginia), the bare name means the county and "Richmond City" the city.
 */
export const countyByName = (state: string, name: string): County | undefined => {
  const find = (wanted: string) => byName().get(`${state.trim().toUpperCase()} ${fold(wanted)}`) ?? [];
  const bare = name.trim();
  const whole = find(bare);
  if (whole.length > 0) return whole.find((county) => !isCity(county)) ?? whole[0];
  if (/\scity$/i.test(bare)) return find(bare.replace(/\s+city$/i, '')).find(isCity);
  return find(bare.replace(kindOfCounty, '')).find((county) => !isCity(county));
};

const polygonsOf = (geometry: Polygon | MultiPolygon): Position[][][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;

const boxOf = (coordinates: Position[][]): [number, number, number, number] => {
  const ring = coordinates[0] ?? [];
  const lngs = ring.map(([lng = 0]) => lng);
  const lats = ring.map(([, lat = 0]) => lat);
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
};

const cell = (lng: number, lat: number): string => `${Math.floor(lng)} ${Math.floor(lat)}`;

/** The counties' polygons by the whole degrees they touch: a look-up tests a dozen of the thousands. */
const grid = once(() => {
  const cells = new Map<string, Outline[]>();
  for (const { id, geometry } of feature(atlas(), atlas().objects.counties).features) {
    const county = byFips().get(String(id));
    if (!county || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) continue;
    for (const coordinates of polygonsOf(geometry)) {
      const bbox = boxOf(coordinates);
      const outline: Outline = { county, polygon: { type: 'Polygon', coordinates, bbox } };
      for (let lng = Math.floor(bbox[0]); lng <= bbox[2]; lng++) {
        for (let lat = Math.floor(bbox[1]); lat <= bbox[3]; lat++) {
          const here = cells.get(cell(lng, lat)) ?? [];
          cells.set(cell(lng, lat), here);
          here.push(outline);
        }
      }
    }
  }
  return cells;
});

/** The area of a ring in square degrees, and the middle of it. */
function weigh(ring: Position[]): { readonly area: number; readonly middle: readonly [number, number] } {
  let [area, x, y] = [0, 0, 0];
  for (const [at, [lng = 0, lat = 0]] of ring.entries()) {
    const [nextLng = 0, nextLat = 0] = ring[(at + 1) % ring.length] ?? [];
    const cross = lng * nextLat - nextLng * lat;
    area += cross / 2;
    x += (lng + nextLng) * cross;
    y += (lat + nextLat) * cross;
  }
  return { area: Math.abs(area), middle: [x / (6 * area), y / (6 * area)] };
}

/** The middle of a county: the centroid of its largest part. */
export function middleOfCounty(fips: string): readonly [lng: number, lat: number] | undefined {
  const found = atlas().objects.counties.geometries.find(({ id }) => String(id) === fips);
  if (!found) return undefined;
  const { geometry } = feature(atlas(), found as Polygon & typeof found) as Feature;
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return undefined;
  const parts = polygonsOf(geometry).map(([outline = []]) => weigh(outline));
  return parts.sort((one, other) => other.area - one.area)[0]?.middle;
}

/**
 * The county that a WGS 84 point lies in; none at sea or abroad. The outlines are the Census's coarse ones (1:10
 * million): within some hundred metres of a river or shore the answer may be the neighbour, or none.
 */
export const countyOfPoint = (lng: number, lat: number): County | undefined => {
  if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) return undefined;
  return grid()
    .get(cell(lng, lat))
    ?.find(({ polygon }) => booleanPointInPolygon([lng, lat], polygon))?.county;
};
