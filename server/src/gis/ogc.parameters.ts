import { strict } from '@standpipe/contract';
import { type Static, Type } from 'typebox';
import type { Filter } from '../db/list.type.ts';
import { invalidField } from '../http/problems.ts';
import { changedWithin } from './features.ts';
import type { GisLayer } from './layers.ts';
import { type Box, boxInDegrees, type Projection } from './projection.ts';

/** Coordinate systems by their addresses: the projection, and whether latitude comes first. */
export const systems: Readonly<Record<string, { readonly as: Projection; readonly latitudeFirst?: true }>> = {
  'http://www.opengis.net/def/crs/OGC/1.3/CRS84': { as: 'degrees' },
  'http://www.opengis.net/def/crs/EPSG/0/4326': { as: 'degrees', latitudeFirst: true },
  'http://www.opengis.net/def/crs/EPSG/0/3857': { as: 'mercator' },
};
export const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

export const limits = { usual: 1000, most: 10_000 };

const number = '-?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?';
const format = Type.Optional(
  Type.Literal('json', { description: 'JSON is the only format, with or without this.' }),
);

export const OgcParameters = strict({ f: format });

export const CollectionParameters = strict({
  f: format,
  crs: Type.Optional(Type.String({ description: 'The coordinate system of the answer.' })),
});

const itemParameters = {
  ...CollectionParameters.properties,
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: limits.most,
      default: limits.usual,
      description: `Features in an answer; more than ${limits.most} is taken as ${limits.most}.`,
    }),
  ),
  bbox: Type.Optional(
    Type.String({
      pattern: `^${number}(,${number}){3}((,${number}){2})?$`,
      maxLength: 300,
      description:
        'Four numbers, or six with heights, which are not looked at. West may be greater than east.',
    }),
  ),
  'bbox-crs': Type.Optional(Type.String({ description: 'The coordinate system of `bbox`.' })),
  datetime: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'A time or an interval, as in 2026-11-01T00:00:00Z/..: features that were changed in it.',
    }),
  ),
  cursor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 4000, description: 'From a `next` link; not to be made up.' }),
  ),
};

/** The parameters of a layer's items as the document names them. */
export const documentedItems = ({ filters }: GisLayer) => strict({ ...itemParameters, ...filters });

/** The same as they are checked: a limit that is too high is lowered, not refused. */
export const itemsOf = ({ filters }: GisLayer) =>
  strict({ ...itemParameters, limit: Type.Optional(Type.Integer({ minimum: 1 })), ...filters });

export type ItemQuery = Static<ReturnType<typeof itemsOf>> &
  Readonly<Record<string, string | number | undefined>>;

/** @throws Problem `invalid` for a coordinate system that is none of ours */
export function systemOf(name: string | undefined, parameter: string) {
  const uri = name?.replace(/^\[(.*)\]$/, '$1') ?? crs84;
  const system = Object.hasOwn(systems, uri) ? systems[uri] : undefined;
  if (!system)
    throw invalidField(parameter, `must be one of ${Object.keys(systems).join(', ')}`, 'unknown_crs');
  return { uri, ...system };
}

/** The box that is asked for, as west,south,east,north in degrees. @throws Problem `invalid` */
export function boxOf({ bbox, 'bbox-crs': crs }: ItemQuery): string | undefined {
  const { as, latitudeFirst } = systemOf(crs, 'bbox-crs');
  if (bbox === undefined) return undefined;
  const all = bbox.split(',').map(Number);
  const [a, b, c, d] = (all.length === 6 ? [all[0], all[1], all[3], all[4]] : all) as [
    number,
    number,
    number,
    number,
  ];
  const box: Box = latitudeFirst ? [b, a, d, c] : [a, b, c, d];
  const [west, south, east, north] = box;
  const [far, high] = as === 'mercator' ? [20_037_509, Number.MAX_VALUE] : [180, 90];
  if (
    [west, east].some((each) => Math.abs(each) > far) ||
    [south, north].some((each) => Math.abs(each) > high)
  )
    throw invalidField('bbox', 'reaches beyond what its coordinate system covers', 'bbox');
  if (south > north) throw invalidField('bbox', 'has its south above its north', 'bbox');
  return boxInDegrees(as, box).join();
}

// The database's calendar begins with the year 1.
const day = /^(?!0000)\d{4}-\d\d-\d\d$/;
const time = /^(?!0000)\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[-+]\d\d:\d\d)$/;
const wrongTime = () =>
  invalidField(
    'datetime',
    'must be a time or an interval of RFC 3339 times, with .. for an open end',
    'datetime',
  );

/** The beginning or end of a time, or null for an open end. */
function instant(text: string, end: boolean): string | null {
  if (text === '' || text === '..') return null;
  const whole = day.test(text) ? `${text}T${end ? '23:59:59.999' : '00:00:00'}Z` : text.toUpperCase();
  // A day that no month has, as February 30, is read as another one by Date.
  const named = whole.slice(0, 10);
  if (
    !time.test(whole) ||
    Number.isNaN(Date.parse(whole)) ||
    new Date(`${named}T00:00Z`).toISOString().slice(0, 10) !== named
  )
    throw wrongTime();
  return new Date(whole).toISOString();
}

/** Only features that were changed at that time or in that interval. @throws Problem `invalid` */
export function timesOf(datetime: string | undefined): readonly Filter[] {
  if (datetime === undefined) return [];
  const parts = datetime.split('/');
  const [first = '', last = first] = parts;
  if (parts.length > 2 || (parts.length === 1 && (first === '' || first === '..'))) throw wrongTime();
  const [from, to] = [instant(first, false), instant(last, true)];
  if (from !== null && to !== null && from > to) throw wrongTime();
  return changedWithin(from, to);
}
