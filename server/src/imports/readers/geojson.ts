import { hasBadText } from '../../http/strict-json.ts';
import type { Rejected, Row } from './csv.ts';
import { type From, longestLine, nameOf, readText, UnreadableFile } from './lines.ts';

const quote = 34;
const backslash = 92;

/** The texts of a FeatureCollection's features one after another, so that the collection need not fit into memory. */
async function* splitFeatures(from: From): AsyncGenerator<string> {
  let depth = 0;
  let inText = false;
  let escaped = false;
  let name = '';
  let collected: string | null = null;
  let found = false;
  for await (const piece of readText(from)) {
    let start = 0;
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (inText) {
        if (escaped) escaped = false;
        else if (code === backslash) escaped = true;
        else if (code === quote) inText = false;
        if (inText && depth === 1 && name.length < 60) name += piece[at];
      } else if (code === quote) {
        inText = true;
        if (depth === 1) name = '';
      } else if (code === 123 || code === 91) {
        depth += 1;
        if (depth === 2 && code === 91 && name === 'features') found = true;
        else if (depth === 2) name = '';
        if (depth === 3 && found && name === 'features' && collected === null) {
          collected = '';
          start = at;
        }
      } else if (code === 125 || code === 93) {
        depth -= 1;
        if (depth === 2 && collected !== null) {
          yield collected + piece.slice(start, at + 1);
          collected = null;
        } else if (depth === 1) name = '';
      }
    }
    if (collected !== null && collected.length <= longestLine) collected += piece.slice(start);
  }
  if (!found) throw new UnreadableFile(`${nameOf(from)} is no GeoJSON FeatureCollection`);
  if (depth !== 0) throw new UnreadableFile(`${nameOf(from)} ends in the middle`);
}

const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

interface Feature {
  readonly id?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null;
}

function readFeature(text: string, line: number): Row | Rejected {
  if (text.length > longestLine)
    return { line, row: {}, rejected: `is longer than ${longestLine} characters` };
  let feature: Feature;
  try {
    feature = JSON.parse(text) as Feature;
  } catch {
    return { line, row: {}, rejected: 'is not valid JSON', rest: text.slice(0, 1000) };
  }
  const { geometry, properties } = feature;
  const row: Record<string, string> = Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, value]) => [name.trim(), cellOf(value)]),
  );
  if (feature.id !== undefined) row['feature.id'] = cellOf(feature.id);
  const point = geometry?.type === 'Point' && Array.isArray(geometry.coordinates) ? geometry.coordinates : [];
  row['geometry.lng'] = cellOf(point[0]);
  row['geometry.lat'] = cellOf(point[1]);
  if (Object.entries(row).some(([name, value]) => hasBadText(name) || hasBadText(value)))
    return { line, row: {}, rejected: 'has a character that cannot be stored' };
  if (text.includes('\uFFFD')) return { line, row, rejected: 'holds bytes that are not UTF-8' };
  return { line, row };
}

/**
 * The features of a GeoJSON FeatureCollection as rows of cells, streamed; `line` counts features from 1 on. The point
 * stands in `geometry.lng` and `geometry.lat`, which are empty for any other geometry.
 */
export async function* readFeatures(from: From): AsyncGenerator<Row | Rejected> {
  let line = 0;
  for await (const text of splitFeatures(from)) {
    line += 1;
    yield readFeature(text, line);
  }
}
