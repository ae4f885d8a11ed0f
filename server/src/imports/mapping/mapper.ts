import type { DateFormat, FieldMapping, ImportKind, ImportMapping } from '@standpipe/contract';
import type { Point } from 'geojson';
import { type Box, readPoint, tidy } from '../readers/fields.ts';
import { type Cells, own, textReader } from './cells.ts';
import { readWhen, type When } from './dates.ts';
import { type Field, importFields } from './fields.ts';

/** What a row says, field by field; what it does not say is absent. */
export interface Mapped {
  /** Tells the record from all others of its source. */
  readonly key: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly times: Readonly<Record<string, When>>;
  readonly point: Point | null;
}

/** The same without what only sorting the fields needs. */
interface Filling {
  readonly texts: Record<string, string>;
  readonly numbers: Record<string, number>;
  readonly times: Record<string, When>;
}

const longestKey = 400;
/** From this length on a text may have lines and blanks as its writer set them. */
const freeText = 1000;
const anywhere: Box = [-180, -90, 180, 90];
const formatTexts: Readonly<Partial<Record<DateFormat, string>>> = {
  epochSeconds: 'seconds since 1970',
  epochMilliseconds: 'milliseconds since 1970',
};
const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

type Fill = (cells: Cells, into: Filling) => string | undefined;

/** What the reasons call a field: by the columns that the person who reads them knows. */
const titleOf = (field: Field, { columns }: FieldMapping) => columns?.join(' + ') ?? field.label;

/** Makes what reads one field from a row, or says in words why it cannot be read. */
function filler(field: Field, mapping: FieldMapping, zone: string): Fill {
  const read = textReader(mapping);
  const title = titleOf(field, mapping);
  const format = mapping.format ?? 'YYYY-MM-DD';
  const values = new Map((field.values ?? []).map((each) => [plain(each), each]));
  const inWords = formatTexts[format] ?? format;
  return (cells, { texts, numbers, times }) => {
    const { text: said } = read(cells);
    const text = (field.most ?? 0) < freeText ? tidy(said) : said;
    if (text === '') return field.required ? `no ${title}` : undefined;
    switch (field.type) {
      case 'enum': {
        const value = values.get(plain(text));
        if (!value) return `${title} "${text}" is not known`;
        texts[field.name] = value;
        return undefined;
      }
      case 'id':
        if (!idPattern.test(text)) return `${title} "${text}" is no id`;
        texts[field.name] = text.toLowerCase();
        return undefined;
      case 'integer': {
        const number = /^-?\d{1,12}(\.0+)?$/.test(text.replaceAll(',', ''))
          ? Number(text.replaceAll(',', ''))
          : NaN;
        if (Number.isNaN(number)) return `${title} "${text}" is no whole number`;
        if (number < (field.least ?? number) || number > (field.most ?? number))
          return `${title} ${number} is not between ${field.least} and ${field.most}`;
        numbers[field.name] = number;
        return undefined;
      }
      case 'day':
      case 'moment': {
        const when = readWhen(text, format, zone);
        if (!when) return `${title} "${text}" is not a date (${inWords})`;
        times[field.name] = when;
        return undefined;
      }
      default:
        if (text.length > (field.most ?? text.length))
          return `${title} has ${text.length} characters and may have ${field.most}`;
        texts[field.name] = text;
        return undefined;
    }
  };
}

const pair = /^\(?\s*(?<lat>[-\d.]+)\s*,\s*(?<lng>[-\d.]+)\s*\)?$/;
const wellKnown = /^POINT\s*\(\s*(?<lng>[-\d.]+)\s+(?<lat>[-\d.]+)\s*\)$/i;

/** The point of a row from its two columns or its one; null where no column is to say it. */
function pointReader(fields: readonly FieldMapping[], bounds: Box | undefined) {
  const reader = (name: string) => {
    const mapping = fields.find((each) => each.field === name);
    return mapping && textReader(mapping);
  };
  const [lng, lat, location] = ['lng', 'lat', 'location'].map(reader);
  if (!location && !(lng && lat)) return () => null;
  return (cells: Cells): Point | string => {
    const whole = location?.(cells).text ?? '';
    const found = (pair.exec(whole) ?? wellKnown.exec(whole))?.groups;
    if (location && whole !== '' && !found) return `"${whole}" is no point`;
    const [x, y] = [found?.lng ?? lng?.(cells).text ?? '', found?.lat ?? lat?.(cells).text ?? ''];
    const point = readPoint(x, y, bounds ?? anywhere, bounds ? 'the bounds of this import' : 'the world');
    if (typeof point === 'string') return point;
    return point.coordinates.every((each) => each === 0) ? 'the point 0, 0 is in the ocean' : point;
  };
}

/** Makes what reads a row of a file into the fields of a kind; a text says why a row cannot be taken. */
export function mapper(kind: ImportKind, mapping: ImportMapping, zone: string) {
  const { fields, key, source, bounds } = mapping;
  const apart = new Set(['lng', 'lat', 'location']);
  const fillers = importFields[kind].flatMap((field) => {
    const given = apart.has(field.name) ? undefined : fields.find((each) => each.field === field.name);
    return given ? [filler(field, given, mapping.timeZone ?? zone)] : [];
  });
  const readPointOf = pointReader(fields, bounds as Box | undefined);
  const doorFields = ['addressLine', 'city', 'state'].map((field) => ({
    field,
    title: fields.find((each) => each.field === field)?.columns?.join(' + ') ?? field,
  }));
  return (cells: Cells): Mapped | string => {
    const parts = key.map((column) => tidy(own(cells, column)));
    if (parts.every((part) => part === '')) return `no ${key.join(' + ')}`;
    const said = parts.join('|');
    if (said.length > longestKey)
      return `${key.join(' + ')} has ${said.length} characters and may have ${longestKey}`;
    const filling: Filling = { texts: {}, numbers: {}, times: {} };
    for (const fill of fillers) {
      const fault = fill(cells, filling);
      if (fault) return fault;
    }
    if (kind !== 'place' && !filling.texts.placeId)
      for (const { field, title } of doorFields) if (!filling.texts[field]) return `no ${title}`;
    const point = readPointOf(cells);
    if (typeof point === 'string') return point;
    return { key: source ? `${source}:${said}` : said, ...filling, point };
  };
}
