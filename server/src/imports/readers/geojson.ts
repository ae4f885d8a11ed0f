import { hasBadText } from '../../http/strict-json.ts';
import { type Transform, transformOf } from '../points/systems.ts';
import type { Rejected, Row } from './csv.ts';
import { splitFeatures } from './features.ts';
import { type From, longestLine, nameOf } from './lines.ts';
import { UnreadableFile } from './unreadable.ts';

const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

interface Feature {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null;
}

/** Whole numbers too large for a JavaScript number stay as they are written. */
const longNumber = /\d{16}/;
const raw = JSON as unknown as {
  readonly rawJSON: (text: string) => unknown;
  readonly isRawJSON: (value: unknown) => boolean;
};
const readExactly = (text: string): unknown =>
  longNumber.test(text)
    ? JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
        typeof value === 'number' && context?.source && /^-?\d{16,}$/.test(context.source)
          ? raw.rawJSON(context.source)
          : value,
      )
    : JSON.parse(text);

const exactCell = (value: unknown): string => (raw.isRawJSON(value) ? JSON.stringify(value) : cellOf(value));

/** The point of a feature as two cells; of another geometry they say in words what it is. */
function pointCells(geometry: Feature['geometry'], transform: Transform | null): readonly [string, string] {
  const { type, coordinates } = geometry ?? {};
  if (!Array.isArray(coordinates) || coordinates.length === 0) return ['', ''];
  const many = type === 'MultiPoint' && Array.isArray(coordinates[0]);
  if (type !== 'Point' && !many) return Array(2).fill(`a ${cellOf(type)}`) as [string, string];
  if (many && coordinates.length > 1)
    return Array(2).fill(`a MultiPoint of ${coordinates.length} points`) as [string, string];
  const [x, y] = many ? coordinates[0] : coordinates;
  if (!transform || typeof x !== 'number' || typeof y !== 'number') return [cellOf(x), cellOf(y)];
  const [lng, lat] = transform(x, y);
  return [String(lng), String(lat)];
}

function readFeature(text: string, line: number, transform: Transform | null): Row | Rejected {
  if (text.length > longestLine)
    return { line, row: {}, rejected: `is longer than ${longestLine} characters` };
  let feature: Feature;
  try {
    feature = readExactly(text) as Feature;
  } catch {
    return { line, row: {}, rejected: 'is not valid JSON', rest: text.slice(0, 1000) };
  }
  const { geometry, properties } = feature;
  const row: Record<string, string> = Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, value]) => [name.trim(), exactCell(value)]),
  );
  if (feature.id !== undefined) row['feature.id'] = exactCell(feature.id);
  [row['geometry.lng'], row['geometry.lat']] = pointCells(geometry, transform);
  if (Object.entries(row).some(([name, value]) => hasBadText(name) || hasBadText(value))) {
    const nul = Object.values(row).some((value) => value.includes('\0'));
    return {
      line,
      row,
      rejected: nul ? 'holds a NUL character' : 'holds half a character (of an emoji, say)',
    };
  }
  if (text.includes('\uFFFD')) return { line, row, rejected: 'holds bytes that are not UTF-8' };
  return { line, row };
}

/** The name of the coordinate system that a member `crs` gives. */
export function nameOfCrs(text: string): string | null {
  try {
    const { type, properties } = JSON.parse(text) as {
      type?: string;
      properties?: { name?: unknown; code?: unknown };
    };
    if (typeof properties?.name === 'string') return properties.name;
    return type === 'EPSG' && properties?.code !== undefined ? `EPSG:${String(properties.code)}` : null;
  } catch {
    return null;
  }
}

function requireTransform(from: From, name: string): Transform | null {
  const transform = transformOf(name);
  if (!transform)
    throw new UnreadableFile(
      `${nameOf(from)} is in the coordinate system ${name.replace(/^urn:ogc:def:crs:(\w+):[\d.]*:/, '$1:')}, which is not known here: save it as WGS 84 (EPSG:4326)`,
    );
  return transform === 'degrees' ? null : transform;
}

/**
 * The features of a GeoJSON file as rows of cells, streamed; `line` counts features from 1 on. The point stands in
 * `geometry.lng` and `geometry.lat`, in degrees whatever system the file names; they are empty where there is none.
 */
export async function* readFeatures(
  from: From,
  heardSystem?: (name: string) => void,
): AsyncGenerator<Row | Rejected> {
  let line = 0;
  const given = typeof from === 'string' ? undefined : from.reading?.crs;
  let transform = given === undefined ? null : requireTransform(from, given);
  for await (const { is, text } of splitFeatures(from)) {
    if (is === 'crs') {
      const name = nameOfCrs(text);
      if (name === null) continue;
      transform = requireTransform(from, name);
      heardSystem?.(name);
    } else {
      line += 1;
      if (line === 1) requireFeature(from, text);
      yield readFeature(text, line, transform);
    }
  }
}

/** Other JSON than GeoJSON is refused by its name. */
function requireFeature(from: From, text: string): void {
  if (/"(attributes|geometryType)"\s*:/.test(text.slice(0, 2000)) && !/"type"\s*:\s*"Feature"/.test(text))
    throw new UnreadableFile(`${nameOf(from)} is Esri JSON: export it as GeoJSON`);
  let value: Feature;
  try {
    value = JSON.parse(text) as Feature;
  } catch {
    return;
  }
  if (value.type !== 'Feature' && !('geometry' in value) && !('properties' in value))
    throw new UnreadableFile(`${nameOf(from)} is no GeoJSON: it has no features`);
}
