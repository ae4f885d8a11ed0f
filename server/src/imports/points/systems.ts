import { createRequire } from 'node:module';
import proj4 from 'proj4';

/** What turns a point of a projected coordinate system into WGS 84 degrees. */
export type Transform = (x: number, y: number) => readonly [lng: number, lat: number];

export interface System {
  /** As in EPSG:2278. */
  readonly id: string;
  readonly name: string;
}

interface Entry {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly proj4: string | null;
  readonly area: string | null;
  readonly unit: string | null;
  readonly bbox: readonly [north: number, west: number, south: number, east: number] | null;
}

const load = createRequire(import.meta.url);

/** Systems whose points are longitude and latitude within a meter or two of WGS 84. */
const degrees = new Set(['4326', '4269', '4152', '4759', '6318', '4979']);
/** Numbers that vendors gave Web Mercator. */
const aliases: Readonly<Record<string, string>> = { 102100: '3857', 102113: '3857', 900913: '3857' };

/** The EPSG number in a name of a coordinate system, as files write them; null where it names none. */
function codeOf(name: string): string | null {
  if (/CRS:?8[34]$/i.test(name.trim())) return '4326';
  const code = /(?:EPSG|ESRI)(?::[\d.]*:?|\/[\d.]+\/)?:?(\d{4,6})$/i.exec(name.trim())?.[1];
  return code ? (aliases[code] ?? code) : null;
}

const transforms = new Map<string, Transform | 'degrees' | null>();

/** What reads points of a system: nothing to do for degrees; null where the system is not known. */
export function transformOf(name: string): Transform | 'degrees' | null {
  const code = codeOf(name);
  if (!code) return null;
  const cached = transforms.get(code);
  if (cached !== undefined) return cached;
  const made = degrees.has(code) ? 'degrees' : make(code);
  transforms.set(code, made);
  return made;
}

function make(code: string): Transform | null {
  let forward: (point: number[]) => number[];
  try {
    const entry = load(`epsg-index/s/${code}.json`) as Entry;
    // Some old systems need grids of shifts that are not at hand.
    if (!entry.proj4 || /nadgrids=(?!@null)/.test(entry.proj4)) return null;
    forward = proj4(entry.proj4, 'WGS84').forward;
  } catch {
    return null;
  }
  return (x, y) => {
    const [lng = Number.NaN, lat = Number.NaN] = forward([x, y]);
    return [Math.round(lng * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
  };
}

let chosen: readonly (System & Pick<Entry, 'bbox'>)[] | undefined;

/** NAD 83's state planes, in feet and in meters, and UTM zones over the United States, and Web Mercator. */
function entries() {
  if (chosen) return chosen;
  const all = Object.values(load('epsg-index/all.json') as Record<string, Entry>);
  const offered = all.filter(
    ({ kind, name, area }) =>
      kind === 'CRS-PROJCRS' &&
      ((name.startsWith('NAD83 / ') && /United States|USA|Puerto Rico/.test(area ?? '')) ||
        /^WGS 84 \/ UTM zone (?:[3-9]|1\d|20)N$/.test(name) ||
        name === 'WGS 84 / Pseudo-Mercator'),
  );
  const rank = ({ name, unit }: Entry) =>
    (/UTM|Mercator/.test(name) ? 4 : 0) +
    (name.startsWith('WGS') ? 1 : 0) +
    (/foot/i.test(unit ?? '') ? 0 : 2);
  chosen = offered
    .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name))
    .map(({ code, name, bbox }) => ({
      id: `EPSG:${code}`,
      name: name === 'WGS 84 / Pseudo-Mercator' ? 'Web Mercator' : name,
      bbox,
    }));
  return chosen;
}

/** The systems to choose from, state planes first. */
export const systems = (): readonly System[] => entries().map(({ id, name }) => ({ id, name }));

/** The systems in which a projected point lies where `isThere` says, the likeliest first. */
export function systemsPlacing(
  [x, y]: readonly [number, number],
  isThere: (lng: number, lat: number) => boolean,
): System[] {
  return entries().filter(({ id, bbox }) => {
    const transform = transformOf(id);
    if (!transform || transform === 'degrees') return false;
    const [lng, lat] = transform(x, y);
    const [north, west, south, east] = bbox ?? [90, -180, -90, 180];
    if (!Number.isFinite(lng) || !Number.isFinite(lat) || !isThere(lng, lat)) return false;
    return lat <= north + 0.5 && lat >= south - 0.5 && lng >= west - 0.5 && lng <= east + 0.5;
  });
}
