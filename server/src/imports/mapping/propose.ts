import type { DateFormat, FieldMapping, ImportKind, ImportMapping } from '@standpipe/contract';
import { countyOfPoint } from '../../agencies/counties.ts';
import { isInState } from '../points/states.ts';
import { systemsPlacing } from '../points/systems.ts';
import { fittingPresets } from '../presets/presets.ts';
import { isOwnExport, isUnnamed } from '../readers/header.ts';
import type { Field } from './field.ts';
import { importFields } from './fields.ts';
import type { Home } from './home.ts';
import { keysAlike, renumberedKeys } from './keys.ts';
import { isOurHeading, ownHeadings } from './own-headings.ts';
import type { Column } from './survey.ts';

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** How sure it is that a column is meant for a field: 0 not at all. */
function likeness(field: Field, column: Column): number {
  const { name, label, alike, type } = field;
  const said = plain(column.name);
  const sure = likenessOf(name, label, alike, said);
  if (sure === 0 || !fits(field, column)) return 0;
  const listed = column.samples.length > 0 && column.samples.every((each) => each.startsWith('['));
  if (type === 'list') return listed ? sure : 0;
  if (listed) return 0;
  if (name === 'location') return (column.points?.rows ?? 0) * 2 >= column.filled ? sure : 0;
  if (name === 'addressLine' && column.numbers) return 0;
  if (type === 'number') return column.numbers || /^geometry\./.test(column.name) ? sure : sure / 4;
  return sure;
}

/** Do the cells of a column say what the field can take? */
function fits({ type, words, values = [], zeroIsEmpty }: Field, { different, numbers }: Column): boolean {
  const known = [...values.map(plain), ...Object.keys(words ?? {})];
  if (words) return different?.every((each) => known.includes(plain(each))) ?? false;
  if (type === 'boolean')
    return different?.every((each) => yesAndNoWords.includes(each.toLowerCase())) ?? false;
  return !zeroIsEmpty || numbers !== undefined;
}

function likenessOf(name: string, label: string, alike: readonly string[], said: string): number {
  if (said === plain(name) || said === plain(label)) return 3;
  const at = alike.indexOf(said);
  if (at >= 0) return 2 - at / 100;
  return alike.some((each) => each.length > 5 && (said.endsWith(each) || said.startsWith(each))) ? 1 : 0;
}

/** What a column is taken for; each column fills one field, the surest first. */
function match(kind: ImportKind, columns: readonly Column[]): Map<Field, Column> {
  const own = isOwnExport(columns.map(({ name }) => name));
  const offered = columns.filter(({ name, filled }) => (filled > 0 || own) && !isUnnamed(name));
  const byName = new Map(offered.map((column) => [column.name, column]));
  const geometry = (byName.get('geometry.lng')?.filled ?? 0) > 0;
  const pairs = importFields[kind]
    .filter(({ name }) => name !== 'placeId' && !(geometry && ['lng', 'lat', 'location'].includes(name)))
    .flatMap((field) =>
      offered.map((column) => ({
        field,
        column,
        sure: own ? (ownHeadings(kind, field.name).includes(column.name) ? 3 : 0) : likeness(field, column),
      })),
    );
  const matched = new Map<Field, Column>();
  const used = new Set<Column>();
  if (geometry)
    for (const [name, column] of [
      ['lng', byName.get('geometry.lng')],
      ['lat', byName.get('geometry.lat')],
    ] as const) {
      matched.set(importFields[kind].find((field) => field.name === name)!, column!);
      used.add(column!);
    }
  for (const { field, column, sure } of pairs.sort((one, other) => other.sure - one.sure)) {
    if (sure === 0 || matched.has(field) || used.has(column)) continue;
    matched.set(field, column);
    used.add(column);
  }
  dropIdlePoints(matched);
  return matched;
}

/** A pair of columns beats a column of whole points, unless the pair is not complete. */
function dropIdlePoints(matched: Map<Field, Column>): void {
  const find = (name: string) => [...matched.keys()].find((field) => field.name === name);
  const [lng, lat, location] = [find('lng'), find('lat'), find('location')];
  if (location && lng && lat) matched.delete(location);
  else if (lng && !lat) matched.delete(lng);
  else if (lat && !lng) matched.delete(lat);
}

const dayFirst: readonly DateFormat[] = ['DD/MM/YYYY', 'DD-MM-YYYY', 'D/M/YY'];
const monthFirst: readonly DateFormat[] = ['MM/DD/YYYY', 'MM-DD-YYYY', 'M/D/YY'];

/** Does nothing in a column tell its days from its months? */
export const isUndecided = (formats: readonly DateFormat[]): boolean =>
  formats.some((each) => dayFirst.includes(each)) && formats.some((each) => monthFirst.includes(each));

/** The format of a column where the file settles it, its other columns of dates included. */
function formatFor(column: Column, columns: readonly Column[]): DateFormat | undefined {
  const { formats } = column;
  if (!isUndecided(formats)) return formats[0];
  const settled = columns.filter((each) => each.formats.length > 0 && !isUndecided(each.formats));
  const by = (order: readonly DateFormat[]) =>
    settled.some((each) => each.formats.some((one) => order.includes(one)));
  const [days, months] = [by(dayFirst), by(monthFirst)];
  if (days === months) return undefined;
  return formats.find((each) => (days ? dayFirst : monthFirst).includes(each));
}

const saysYes = ['yes', 'y', 'true', 't', '1'];
const yesAndNoWords = [...saysYes, 'no', 'n', 'false', 'f', '0'];

const yesNo: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  'violation.status': ['corrected', 'open'],
};

/** What yes and no mean in a column of nothing else. */
function yesAndNo(field: Field, { different }: Column): Pick<FieldMapping, 'values'> | undefined {
  const meaning = yesNo[field.name];
  if (!meaning || !different?.every((each) => yesAndNoWords.includes(each.toLowerCase()))) return undefined;
  return {
    values: different.map((from) => ({ from, to: meaning[saysYes.includes(from.toLowerCase()) ? 0 : 1] })),
  };
}

/** The columns that tell records apart: every row has one, and no two the same. */
function keyOf(
  kind: ImportKind,
  columns: readonly Column[],
  matched: ReadonlyMap<Field, Column>,
  grouped: boolean,
): string[] {
  const own = columns.find(({ name }) => isOurHeading('id', name));
  if (own && isOwnExport(columns.map(({ name }) => name))) return [own.name];
  const number = [...matched].find(([field]) => field.name === 'number')?.[1];
  const named = (names: readonly string[]) =>
    names.flatMap((name) => columns.filter((column) => plain(column.name) === name && column.filled > 0));
  const sure = [...named(keysAlike), ...(number ? [number] : [])];
  if (grouped && number) return [number.name];
  const unique =
    sure.find((column) => column.unique) ??
    named(['featureid', 'feature.id']).find((column) => column.unique);
  if (unique) return [unique.name];
  const counted = named(renumberedKeys).find((column) => column.unique);
  if (counted) return [counted.name];
  const some = sure.find(({ filled }) => filled > 0) ?? named(renumberedKeys)[0];
  if (some) return [some.name];
  if (kind !== 'place') return [];
  return ['addressLine', 'unit', 'city'].flatMap((name) => {
    const column = [...matched].find(([field]) => field.name === name)?.[1];
    return column ? [column.name] : [];
  });
}

/** The coordinate system of projected columns, by where their points would lie. */
function systemFor(matched: ReadonlyMap<Field, Column>, { state, countyFips }: Home): string | undefined {
  const column = (name: string) => [...matched].find(([field]) => field.name === name)?.[1];
  const [x, y] = [column('lng')?.numbers, column('lat')?.numbers];
  if (!x || !y || (Math.abs(x.max) <= 180 && Math.abs(y.max) <= 90 && x.min >= -180 && y.min >= -90))
    return undefined;
  const beyond = (span: { min: number; max: number }, most: number) =>
    Math.abs(span.min) > most ? span.min : span.max;
  const point = [beyond(x, 180), beyond(y, 90)] as const;
  const inCounty = systemsPlacing(point, (lng, lat) => countyOfPoint(lng, lat)?.fips === countyFips)[0];
  return (inCounty ?? systemsPlacing(point, (lng, lat) => isInState(state, lng, lat))[0])?.id;
}

const isMeasure = ({ name, type }: Field) =>
  type === 'integer' || (type === 'number' && name !== 'lng' && name !== 'lat');

/** Where it does not freeze, hydrants stand full of water. */
const withoutFrost = ['CA', 'HI', 'PR', 'GU', 'VI', 'AS', 'MP'];

/** What is the same for every row where the file has no column for it. */
const constantsFor = (kind: ImportKind, { state }: Home): Readonly<Record<string, string>> =>
  kind === 'hydrant' ? { type: withoutFrost.includes(state) ? 'wetBarrel' : 'dryBarrel' } : { state };

/** The mapping that a person starts from: that of a shipped preset, else what the columns' names and cells suggest. */
export function proposeMapping(
  kind: ImportKind,
  columns: readonly Column[],
  home: Home,
): { readonly mapping: ImportMapping; readonly preset: string | null } {
  const names = columns.map(({ name }) => name);
  const [preset] = fittingPresets(kind, names);
  if (preset) return { mapping: preset.mapping, preset: preset.id };
  const matched = match(kind, columns);
  const own = isOwnExport(names);
  const fields: FieldMapping[] = importFields[kind].flatMap((field) => {
    const column = matched.get(field);
    if (!column) return [];
    const dated = field.type === 'day' || field.type === 'moment';
    const format = dated ? formatFor(column, columns) : undefined;
    return [
      {
        field: field.name,
        columns: [column.name],
        ...(format && { format }),
        ...(column.comma && isMeasure(field) && { decimal: 'comma' as const }),
        ...(field.values && yesAndNo(field, column)),
      },
    ];
  });
  const number = [...matched].find(([field]) => field.name === 'number')?.[1];
  const violations = fields.some(({ field }) => field.startsWith('violation.'));
  const repeats = number !== undefined && !number.unique && number.filled > 1;
  const grouped = kind === 'inspection' && violations && (own || repeats);
  for (const [field, constant] of Object.entries(constantsFor(kind, home)))
    if (!fields.some((each) => each.field === field)) fields.push({ field, constant });
  const crs = systemFor(matched, home);
  return {
    mapping: {
      fields,
      key: keyOf(kind, columns, matched, grouped),
      ...(grouped && { grouped }),
      ...(own && { wordsForEmpty: false }),
      ...(crs && { crs }),
    },
    preset: null,
  };
}
