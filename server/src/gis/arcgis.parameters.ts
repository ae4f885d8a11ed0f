import { sql } from 'kysely';
import type { Filter } from '../db/list.type.ts';
import { invalidField } from '../http/problems.ts';
import { comparables, mostRecords, objectIdField } from './arcgis.layer.ts';
import { conditionOf } from './arcgis.where.ts';
import { byObjectId } from './features.ts';
import type { GisField } from './fields.ts';
import type { GisLayer } from './layers.ts';
import { type Box, boxInDegrees, type Projection } from './projection.ts';

/** Parameters as they came, by GET or in a form. */
export type Given = Readonly<Record<string, string>>;

/** Parameters that change what is answered in ways that this server does not know: refused, not left out. */
const unsupported = [
  ...['outStatistics', 'groupByFieldsForStatistics', 'having', 'text', 'time', 'distance', 'relationParam'],
  ...['historicMoment', 'fullText', 'uniqueIds'],
];

const flag = (given: Given, name: string, otherwise = false): boolean => {
  const value = given[name]?.trim().toLowerCase() ?? '';
  if (value === '') return otherwise;
  if (!['true', 'false', '1', '0'].includes(value)) throw invalidField(name, 'must be true or false', 'flag');
  return value === 'true' || value === '1';
};

const whole = (given: Given, name: string): number | undefined => {
  const value = given[name]?.trim() ?? '';
  if (value === '') return undefined;
  if (!/^\d{1,9}$/.test(value)) throw invalidField(name, 'must be a whole number, 0 or more', 'number');
  return Number(value);
};

function jsonOf(text: string, name: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below, in the words for everything that is no such object.
  }
  throw invalidField(name, 'cannot be read', 'json');
}

/** A spatial reference: its number, or an object that holds it. @throws Problem `invalid` */
function projectionOf(reference: unknown, name: string): Projection {
  const { wkid, latestWkid } = (typeof reference === 'object' ? reference : { wkid: reference }) as Record<
    string,
    unknown
  >;
  const code = String(latestWkid ?? wkid);
  if (code === '4326') return 'degrees';
  if (code === '3857' || code === '102100') return 'mercator';
  throw invalidField(name, 'must be 4326, 3857 or 102100', 'spatial_reference');
}

const referenceIn = (given: Given, name: string): Projection => {
  const text = given[name]?.trim() ?? '';
  if (text === '') return 'degrees';
  return projectionOf(text.startsWith('{') ? jsonOf(text, name) : text, name);
};

const relations = new Set(
  ['Intersects', 'EnvelopeIntersects', 'IndexIntersects', 'Contains'].map((each) => `esriSpatialRel${each}`),
);

/** The box of a point or an envelope, in degrees. @throws Problem `invalid` */
function boxOf(given: Given): Box | null {
  const text = given.geometry?.trim() ?? '';
  if (text === '') return null;
  const relation = given.spatialRel?.trim() || 'esriSpatialRelIntersects';
  if (!relations.has(relation))
    throw invalidField('spatialRel', `must be one of ${[...relations].join(', ')}`, 'spatial_rel');
  const type = given.geometryType?.trim() || 'esriGeometryEnvelope';
  if (type !== 'esriGeometryEnvelope' && type !== 'esriGeometryPoint')
    throw invalidField('geometryType', 'must be esriGeometryEnvelope or esriGeometryPoint', 'geometry_type');
  const shape = text.startsWith('{') ? jsonOf(text, 'geometry') : null;
  const names = type === 'esriGeometryPoint' ? ['x', 'y'] : ['xmin', 'ymin', 'xmax', 'ymax'];
  const numbers = shape
    ? names.map((name) => shape[name])
    : text.split(',').map((each) => (each.trim() === '' ? Number.NaN : Number(each)));
  if (
    numbers.length !== names.length ||
    !numbers.every((each) => typeof each === 'number' && Number.isFinite(each))
  )
    throw invalidField('geometry', `must have the numbers ${names.join(', ')}`, 'geometry');
  const projection = shape?.spatialReference
    ? projectionOf(shape.spatialReference, 'geometry')
    : referenceIn(given, 'inSR');
  const [west, south, east = west, north = south] = numbers as [number, number, number?, number?];
  if (south > north || west > east)
    throw invalidField('geometry', 'has its least values above its greatest', 'geometry');
  return boxInDegrees(projection, [west, south, east, north]);
}

const mostIds = 10_000;

function objectIdsOf({ objectIds = '' }: Given): readonly Filter[] {
  if (objectIds.trim() === '') return [];
  const ids = objectIds.split(',').map((each) => each.trim());
  if (ids.length > mostIds) throw invalidField('objectIds', `has more than ${mostIds} numbers`, 'too_many');
  if (!ids.every((each) => /^-?\d{1,10}$/.test(each)))
    throw invalidField('objectIds', 'must be whole numbers, separated by commas', 'object_ids');
  // A number beyond 32 bits is one that no record has.
  const known = ids.map(Number).filter((each) => each > 0 && each < 2 ** 31);
  return [{ field: null, where: sql`t.object_id = any (${known}::integer[])` }];
}

/** The list's order. @throws Problem `invalid` for an order that the list does not have */
function sortOf({ orderByFields = '' }: Given, { listing }: GisLayer): string {
  const [first = '', ...rest] = orderByFields.split(',').map((each) => each.trim());
  if (first === '') return byObjectId;
  const [name = '', way = 'asc', ...more] = first.split(/\s+/);
  const names = [byObjectId, ...Object.keys(listing.sorts)];
  const wanted = name.toLowerCase() === objectIdField.toLowerCase() ? byObjectId : name;
  const sort = names.find((each) => each.toLowerCase() === wanted.toLowerCase());
  const further = rest.filter((each) => !/^objectid(\s+(asc|desc))?$/i.test(each));
  if (!sort || !/^(asc|desc)$/i.test(way) || more.length > 0 || further.length > 0)
    throw invalidField(
      'orderByFields',
      `must be one of ${[objectIdField, ...Object.keys(listing.sorts)].join(', ')}, with ASC or DESC`,
      'order',
    );
  return `${/^desc$/i.test(way) ? '-' : ''}${sort}`;
}

function outFieldsOf({ outFields = '' }: Given, { fields }: GisLayer): readonly GisField[] {
  const names = outFields.split(',').map((each) => each.trim().toLowerCase());
  if (names.includes('*')) return fields;
  const known = new Map(fields.map((each) => [each.name.toLowerCase(), each]));
  const asked = names.filter((name) => !['', 'objectid', 'record_id'].includes(name));
  return [...new Set(asked)].map((name) => {
    const field = known.get(name);
    if (!field)
      throw invalidField('outFields', `names "${name.slice(0, 60)}", which is no field`, 'unknown_field');
    return field;
  });
}

const formats = ['json', 'pjson', 'geojson'] as const;

/** The format of an answer; a page for people is none of them. @throws Problem `invalid` */
export function formatOf({ f = 'json' }: Given): (typeof formats)[number] {
  const format = formats.find((each) => each === (f.trim().toLowerCase() || 'json'));
  if (!format) throw invalidField('f', `must be one of ${formats.join(', ')}`, 'format');
  return format;
}

/** What a query asks for. @throws Problem `invalid` */
export function queryOf(given: Given, layer: GisLayer) {
  for (const name of unsupported)
    if ((given[name]?.trim() || '0') !== '0') throw invalidField(name, 'is not supported', 'unsupported');
  if (flag(given, 'returnDistinctValues'))
    throw invalidField('returnDistinctValues', 'is not supported', 'unsupported');
  const box = boxOf(given);
  return {
    list: {
      layer,
      asked: { sort: sortOf(given, layer), ...(box && { bbox: box.join() }) },
      also: [...conditionOf(given.where ?? '', comparables(layer)), ...objectIdsOf(given)],
    },
    fields: outFieldsOf(given, layer),
    projection: referenceIn(given, 'outSR'),
    format: formatOf(given),
    geometry: flag(given, 'returnGeometry', true),
    only: {
      count: flag(given, 'returnCountOnly'),
      ids: flag(given, 'returnIdsOnly'),
      extent: flag(given, 'returnExtentOnly'),
    },
    offset: whole(given, 'resultOffset') ?? 0,
    limit: Math.min(whole(given, 'resultRecordCount') || mostRecords, mostRecords),
  };
}

export type EsriQuery = ReturnType<typeof queryOf>;
