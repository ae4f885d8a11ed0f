import { type Transform, transformOf } from './systems.ts';

/** A point as a cell writes it, before any transformation. */
export interface Written {
  readonly x: string;
  readonly y: string;
  /** The coordinate system that the cell names itself. */
  readonly system?: string;
}

const number = '-?\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?';
const pair = new RegExp(`(?:^|[(\\n])\\s*(${number})\\s*,\\s*(${number})\\s*\\)?\\s*$`, 'i');
const ewktPattern = new RegExp(
  `^(?:SRID=(\\d+);)?\\s*(?:MULTI)?POINT\\s*(?:Z|M|ZM)?\\s*\\(+\\s*(${number})\\s+(${number})(?:\\s+${number}){0,2}\\s*\\)+$`,
  'i',
);

/**
 * The point of a cell that holds a whole one: "(lat, lng)", also behind an address as Socrata writes it; POINT (lng lat)
 * with height or with SRID; a GeoJSON point. A pair whose first number can be no latitude is longitude first.
 */
export function readPointText(text: string): Written | null {
  const match = ewktPattern.exec(text);
  if (match) return { x: match[2]!, y: match[3]!, ...(match[1] && { system: `EPSG:${match[1]}` }) };
  if (text.startsWith('{')) return readJson(text);
  const found = pair.exec(text);
  if (!found) return null;
  const [, one, other] = found as unknown as [string, string, string];
  const latitudeFirst = Math.abs(Number(one)) <= 90 || Math.abs(Number(other)) > 90;
  return latitudeFirst ? { x: other, y: one } : { x: one, y: other };
}

function readJson(text: string): Written | null {
  try {
    const value = JSON.parse(text) as {
      type?: string;
      coordinates?: unknown[];
      latitude?: unknown;
      longitude?: unknown;
    };
    const [x, y] = value.type === 'Point' ? (value.coordinates ?? []) : [value.longitude, value.latitude];
    return x !== undefined && y !== undefined ? { x: String(x), y: String(y) } : null;
  } catch {
    return null;
  }
}

/** A number of a point's cell: a quote that guards it in a spreadsheet is taken off, a decimal comma understood. */
export const coordinateOf = (text: string): string => {
  const bare = text
    .trim()
    .replace(/^'/, '')
    .replace(/^\+/, '')
    .replace(/^[\u2212\u2013]/, '-')
    .replace(/\u00b0$/, '');
  return /^-?\d+,\d+$/.test(bare)
    ? bare.replace(',', '.')
    : bare.replace(/^(-?\d{1,3}(?:,\d{3})+)(\.\d+)?$/, (all) => all.replaceAll(',', ''));
};

/** Transforms what is written; degrees stay as they are. A text says why it cannot be done. */
export function toDegrees(
  written: Written,
  system: string | undefined,
): readonly [x: string, y: string] | string {
  const { x, y } = written;
  const name = written.system ?? system;
  const transform: Transform | 'degrees' | null = name === undefined ? 'degrees' : transformOf(name);
  if (transform === null) return `the coordinate system ${name} is not known here`;
  const [east, north] = [Number(x), Number(y)];
  const inDegrees = Math.abs(east) <= 180 && Math.abs(north) <= 90;
  if (
    transform === 'degrees' ||
    inDegrees ||
    x === '' ||
    y === '' ||
    Number.isNaN(east) ||
    Number.isNaN(north)
  )
    return [x, y];
  const [lng, lat] = transform(east, north);
  return Number.isFinite(lng) && Number.isFinite(lat)
    ? [String(lng), String(lat)]
    : `the point ${x}, ${y} is none of ${name}`;
}
