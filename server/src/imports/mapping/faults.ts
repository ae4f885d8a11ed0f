import type { FieldMapping, ImportKind, ImportMapping } from '@standpipe/contract';
import type { FieldError } from '../../http/problems.ts';
import { kinds } from '../../kinds/kinds.ts';
import { madeHere } from '../made-here.ts';
import { pointFault } from '../points/states.ts';
import { transformOf } from '../points/systems.ts';
import { isTimeZone } from './dates.ts';
import type { Field } from './field.ts';
import { importFields } from './fields.ts';
import { isUndecided } from './propose.ts';
import type { Column } from './survey.ts';

const fault = (path: string, message: string, code: string): FieldError => ({ path, message, code });
const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Everything that keeps a mapping from being run on a file with these columns. */
export function findFaults(kind: ImportKind, mapping: ImportMapping, seen: readonly Column[]): FieldError[] {
  const columns = seen.map(({ name }) => name);
  const faults = mapping.fields.flatMap((each, at) => faultsOf(kind, each, `mapping.fields.${at}`, columns));
  const twice = mapping.fields.findIndex(
    ({ field }, at) => mapping.fields.findIndex((each) => each.field === field) !== at,
  );
  if (twice >= 0)
    faults.push(fault(`mapping.fields.${twice}`, 'fills a field that is filled already', 'twice'));
  const filled = new Set(mapping.fields.map(({ field }) => field));
  for (const field of neededFields(kind, mapping, filled))
    faults.push(fault('mapping.fields', `${field.label} (${field.name}) is not filled`, 'required'));
  if (mapping.key.length === 0)
    faults.push(fault('mapping.key', 'names no column that tells the records apart', 'required'));
  for (const [at, column] of mapping.key.entries())
    if (!columns.includes(column))
      faults.push(fault(`mapping.key.${at}`, `the file has no column "${column}"`, 'unknown_column'));
  if (mapping.grouped && kind !== 'inspection')
    faults.push(fault('mapping.grouped', 'is for inspections', 'not_here'));
  if (mapping.source === madeHere) faults.push(fault('mapping.source', `"${madeHere}" is taken`, 'taken'));
  if (mapping.timeZone !== undefined && !isTimeZone(mapping.timeZone))
    faults.push(fault('mapping.timeZone', 'is no time zone, as in America/Chicago', 'time_zone'));
  if (mapping.crs !== undefined && transformOf(mapping.crs) === null)
    faults.push(
      fault('mapping.crs', `${mapping.crs} is no coordinate system that is allowed here`, 'unknown_system'),
    );
  faults.push(...questions(kind, mapping, seen));
  const [west = -180, south = -90, east = 180, north = 90] = mapping.bounds ?? [];
  if (west > east || south > north || south < -90 || north > 90)
    faults.push(fault('mapping.bounds', 'must be west, south, east, north in degrees', 'bounds'));
  return faults;
}

/** The fields that have to be filled and are not. */
function neededFields(kind: ImportKind, mapping: ImportMapping, filled: ReadonlySet<string>): Field[] {
  const missing = importFields[kind].filter((field) => !filled.has(field.name));
  const needs = new Set<string>();
  const { atPlace } = kinds[kind];
  if (atPlace && !filled.has('placeId')) for (const name of ['addressLine', 'city', 'state']) needs.add(name);
  const located = filled.has('location') || (filled.has('lng') && filled.has('lat'));
  const locates = !atPlace || (!filled.has('placeId') && mapping.newPlaces !== false);
  const middles = mapping.missingPoints !== undefined && kind !== 'hydrant';
  if (locates && !located && !middles) for (const name of ['lng', 'lat']) needs.add(name);
  return missing.filter((field) =>
    field.name === 'lng' || field.name === 'lat'
      ? needs.has(field.name)
      : field.required || needs.has(field.name),
  );
}

function faultsOf(
  kind: ImportKind,
  each: FieldMapping,
  path: string,
  columns: readonly string[],
): FieldError[] {
  const field = importFields[kind].find(({ name }) => name === each.field);
  if (!field) return [fault(`${path}.field`, `"${each.field}" is no field of this kind`, 'unknown_field')];
  if ((each.columns === undefined) === (each.constant === undefined))
    return [fault(path, 'needs either columns or a constant', 'required')];
  const faults = (each.columns ?? [])
    .filter((column) => !columns.includes(column))
    .map((column) => fault(`${path}.columns`, `the file has no column "${column}"`, 'unknown_column'));
  const allowed = (text: string) => field.values!.some((value) => plain(value) === plain(text));
  if (field.values)
    for (const text of [each.constant, each.otherwise, ...(each.values ?? []).map(({ to }) => to)])
      if (text && !allowed(text))
        faults.push(fault(path, `"${text}" is not one of ${field.values.join(', ')}`, 'enum'));
  return faults;
}

/** What the file leaves open and only a person can say. */
function questions(kind: ImportKind, mapping: ImportMapping, seen: readonly Column[]): FieldError[] {
  const column = (each: FieldMapping | undefined) =>
    each?.columns?.length === 1 ? seen.find(({ name }) => name === each.columns![0]) : undefined;
  const asked = mapping.fields.flatMap((each, at) => {
    const field = importFields[kind].find(({ name }) => name === each.field);
    const { formats = [], samples = [], name } = column(each) ?? {};
    if ((field?.type !== 'day' && field?.type !== 'moment') || each.format || !isUndecided(formats))
      return [];
    const message = `does the day or the month come first in ${name}, as in "${samples[0]}"? Nothing in the file tells`;
    return [fault(`mapping.fields.${at}.format`, message, 'day_or_month')];
  });
  const of = (name: string) => column(mapping.fields.find(({ field }) => field === name));
  const whole = of('location')?.points;
  const [lng, lat] = whole ? [whole.lng, whole.lat] : [of('lng')?.numbers, of('lat')?.numbers];
  if (mapping.points || mapping.crs || mapping.bounds || !lng || !lat) return asked;
  const wrong = pointFault(lng, lat);
  if (wrong === 'swapped')
    asked.push(
      fault(
        'mapping.points',
        `longitude and latitude seem to be swapped: as they are, the points lie near ${lat.min}, ${lng.min}`,
        'swapped',
      ),
    );
  if (wrong === 'minusLost')
    asked.push(
      fault(
        'mapping.points',
        `the minus before the longitude seems to be lost: as they are, the points lie in Asia, near ${lat.min}, ${lng.min}`,
        'minus_lost',
      ),
    );
  return asked;
}
