import type { DateFormat, FieldMapping, ImportKind, ImportMapping } from '@standpipe/contract';
import type { Point } from 'geojson';
import { kinds } from '../../kinds/kinds.ts';
import { type Middle, middleOf } from '../points/middles.ts';
import { isInState } from '../points/states.ts';
import { coordinateOf, readPointText, toDegrees } from '../points/texts.ts';
import { type Box, readPoint, tidy } from '../readers/fields.ts';
import { type Cells, own, saysEmpty, textReader } from './cells.ts';
import { readWhen, type When } from './dates.ts';
import { detach } from './detach.ts';
import type { Field } from './field.ts';
import { importFields } from './fields.ts';
import type { Home } from './home.ts';
import { readList } from './lists.ts';
import { readDecimal, readWhole } from './numbers.ts';
import { cut } from './survey.ts';

/** What a row says, field by field; what it does not say is absent. */
export interface Mapped {
  /** Tells the record from all others of its source. */
  readonly key: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly times: Readonly<Record<string, When>>;
  readonly lists: Readonly<Record<string, readonly unknown[]>>;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly point: Point | null;
  /** What the point is where the row has none of its own. */
  readonly approximate?: Middle['of'];
  /** What a person should look at, though the row is taken. */
  readonly warnings?: readonly string[];
}

/** The same without what only sorting the fields needs. */
interface Filling {
  readonly texts: Record<string, string>;
  readonly numbers: Record<string, number>;
  readonly times: Record<string, When>;
  readonly lists: Record<string, readonly unknown[]>;
  readonly flags: Record<string, boolean>;
  /** Cells that were not taken though the row is, each with why. */
  readonly leftOut: string[];
}

const emptyFilling = (): Filling => ({
  texts: {},
  numbers: {},
  times: {},
  lists: {},
  flags: {},
  leftOut: [],
});
const yesWords = new Set(['yes', 'y', 'true', 't', '1', 'x']);
const noWords = new Set(['no', 'n', 'false', 'f', '0']);

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
function filler(field: Field, mapping: FieldMapping, zone: string, wordsForEmpty: boolean): Fill {
  const read = textReader(mapping, wordsForEmpty);
  const title = titleOf(field, mapping);
  const format = mapping.format ?? 'YYYY-MM-DD';
  const values = new Map((field.values ?? []).map((each) => [plain(each), each]));
  const inWords = formatTexts[format] ?? format;
  for (const [word, value] of Object.entries(field.words ?? {})) values.set(word, value);
  return (cells, { texts, numbers, times, lists, flags, leftOut }) => {
    const { text: said } = read(cells);
    const text = (field.most ?? 0) < freeText ? tidy(said) : said;
    if (text === '') return field.required ? `no ${title}` : undefined;
    switch (field.type) {
      case 'enum': {
        const value = values.get(plain(text));
        if (!value)
          return `${title} "${shown(text)}" is not known: it may be ${field.values!.join(', ')}; say what it becomes`;
        texts[field.name] = value;
        return undefined;
      }
      case 'id':
        if (!idPattern.test(text)) return `${title} "${text}" is no id`;
        texts[field.name] = text.toLowerCase();
        return undefined;
      case 'boolean': {
        const word = text.toLowerCase();
        if (!yesWords.has(word) && !noWords.has(word))
          return `${title} "${shown(text)}" is neither yes nor no: say what it becomes`;
        flags[field.name] = yesWords.has(word);
        return undefined;
      }
      case 'number':
      case 'integer': {
        const whole = field.type === 'integer';
        const number = (whole ? readWhole : readDecimal)(text, mapping.decimal);
        if (number === null) return `${title} "${shown(text)}" is no ${whole ? 'whole ' : ''}number`;
        if (number === 0 && field.zeroIsEmpty && wordsForEmpty) return undefined;
        if (number > (field.plausible ?? number) && wordsForEmpty) {
          leftOut.push(`${title} is more than ${field.plausible?.toLocaleString('en')} and was left out`);
          return undefined;
        }
        if (number < (field.least ?? number) || number > (field.most ?? number))
          return `${title} ${number} is not between ${field.least} and ${field.most}`;
        numbers[field.name] = number;
        return undefined;
      }
      case 'day':
      case 'moment': {
        const when = readWhen(text, format, zone);
        if (!when)
          return `${title} "${shown(text)}" is not a date (${inWords}): choose how its dates are written`;
        times[field.name] = when;
        return undefined;
      }
      case 'list': {
        const list = readList(field.name, text);
        if (typeof list === 'string') return `${title} ${list}`;
        lists[field.name] = list;
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

/** As much of a cell as a reason quotes. */
const shown = (text: string): string => (text.length > 80 ? `${cut(text, 80)}…` : text);

const isWords = (text: string) => /^an? \p{Lu}/u.test(text);

/** The point of a row from its two columns or its one; null where no column is to say it. */
function pointReader({ fields, bounds, points, crs }: ImportMapping, wordsForEmpty: boolean) {
  const reader = (name: string) => {
    const mapping = fields.find((each) => each.field === name);
    return mapping && textReader(mapping, wordsForEmpty);
  };
  const [lng, lat, location] = ['lng', 'lat', 'location'].map(reader);
  if (!location && !(lng && lat)) return () => null;
  const box = bounds as Box | undefined;
  return (cells: Cells): Point | string => {
    const whole = location?.(cells).text ?? '';
    const found = whole === '' ? null : readPointText(whole);
    if (whole !== '' && !found) return `"${shown(whole)}" is no point`;
    const [across, up] = [lng?.(cells).text ?? '', lat?.(cells).text ?? ''];
    if (!found && isWords(across)) return `its geometry is ${across}, not a point`;
    const written = found ?? { x: coordinateOf(across), y: coordinateOf(up) };
    const degrees = toDegrees(written, crs);
    if (typeof degrees === 'string') return degrees;
    const [x, y] = turned(degrees, points);
    if (isProjected(x, y))
      return `coordinates "${y}, ${x}" are projected (state plane, UTM or the like), not degrees: choose their coordinate system`;
    if (x === '' && y === '') return noPoint;
    const point = readPoint(x, y, box ?? anywhere, box ? 'the bounds of this import' : 'the world');
    if (typeof point === 'string') return point;
    return point.coordinates.every((each) => each === 0) ? 'the point 0, 0 is in the ocean' : point;
  };
}

const noPoint = 'no coordinates';

/** As somebody has said that the points are to be understood; what is nowhere on earth stays as it is. */
function turned(
  [x, y]: readonly [string, string],
  points: ImportMapping['points'],
): readonly [string, string] {
  if (points === 'swapped') return [y, x];
  if (points === 'negateLongitude' && /^\d/.test(x) && x !== '0') return [`-${x}`, y];
  return [x, y];
}

const isProjected = (x: string, y: string) =>
  [x, y].every((each) => /^-?\d+(\.\d+)?$/.test(each)) &&
  Math.max(Math.abs(Number(x)), Math.abs(Number(y))) > 1000;

/** Makes what reads a row of a file into the fields of a kind; a text says why a row cannot be taken. */
export function mapper(kind: ImportKind, mapping: ImportMapping, zone: string, home?: Home) {
  const { fields, key, source } = mapping;
  const { atPlace } = kinds[kind];
  const wordsForEmpty = mapping.wordsForEmpty !== false;
  const apart = new Set(['lng', 'lat', 'location']);
  const fillers = importFields[kind].flatMap((field) => {
    const given = apart.has(field.name) ? undefined : fields.find((each) => each.field === field.name);
    return given ? [filler(field, given, mapping.timeZone ?? zone, wordsForEmpty)] : [];
  });
  const readPointOf = pointReader(mapping, wordsForEmpty);
  const siteFields = ['addressLine', 'city', 'state'].map((field) => ({
    field,
    title: fields.find((each) => each.field === field)?.columns?.join(' + ') ?? field,
  }));
  return (cells: Cells): Mapped | string => {
    const parts = key.map((column) => {
      const part = tidy(own(cells, column));
      return wordsForEmpty && saysEmpty(part) ? '' : part;
    });
    if (parts.every((part) => part === '')) return `no ${key.join(' + ')}`;
    const said = detach(parts.join('|'));
    if (said.length > longestKey)
      return `${key.join(' + ')} has ${said.length} characters and may have ${longestKey}`;
    const filling = emptyFilling();
    for (const fill of fillers) {
      const fault = fill(cells, filling);
      if (fault) return fault;
    }
    if (atPlace && !filling.texts.placeId)
      for (const { field, title } of siteFields) if (!filling.texts[field]) return `no ${title}`;
    const read = readPointOf(cells);
    const middle =
      (read === null || read === noPoint) && mapping.missingPoints && home && !filling.texts.placeId
        ? middleOf(mapping.missingPoints, filling.texts.zip, home.countyFips)
        : null;
    const point = middle?.point ?? read;
    if (typeof point === 'string') return point;
    const { leftOut, ...filled } = filling;
    return {
      key: source ? `${source}:${said}` : said,
      ...filled,
      point,
      ...(middle && { approximate: middle.of }),
      ...warningsOf(leftOut, point, middle, home),
    };
  };
}

function warningsOf(
  leftOut: readonly string[],
  point: Point | null,
  middle: Middle | null,
  home: Home | undefined,
) {
  const [lng = 0, lat = 0] = point?.coordinates ?? [];
  const warnings = [
    ...leftOut,
    ...(point && home && !middle && !isInState(home.state, lng, lat)
      ? [`the point lies outside ${home.state}`]
      : []),
    ...(middle
      ? [`no point of its own: put at the middle of its ${middle.of === 'zip' ? 'ZIP' : 'county'}`]
      : []),
  ];
  return warnings.length > 0 ? { warnings } : {};
}

/** What one field becomes of a row, in words, or why it cannot be read. */
export function readField(
  kind: ImportKind,
  mapping: ImportMapping,
  given: FieldMapping,
  zone: string,
): ((cells: Cells) => { readonly text: string | null } | { readonly fault: string }) | null {
  const field = importFields[kind].find(({ name }) => name === given.field);
  if (!field) return null;
  const wordsForEmpty = mapping.wordsForEmpty !== false;
  if (['lng', 'lat', 'location'].includes(field.name)) {
    const read = pointReader(mapping, wordsForEmpty);
    return (cells) => {
      const point = read(cells);
      if (typeof point === 'string') return { fault: point };
      const [lng, lat] = point?.coordinates ?? [];
      if (lng === undefined) return { text: null };
      return {
        text: field.name === 'location' ? `${lat}, ${lng}` : String(field.name === 'lng' ? lng : lat),
      };
    };
  }
  const fill = filler(field, given, mapping.timeZone ?? zone, wordsForEmpty);
  return (cells) => {
    const into = emptyFilling();
    const fault = fill(cells, into);
    if (fault) return { fault };
    const when = into.times[field.name];
    const list = into.lists[field.name];
    const flag = into.flags[field.name];
    const value =
      into.texts[field.name] ??
      (flag === undefined ? undefined : flag ? 'yes' : 'no') ??
      into.numbers[field.name] ??
      (when && (field.type === 'day' ? when.day : (when.at ?? when.day))) ??
      (list && `${list.length} ${list.length === 1 ? 'entry' : 'entries'}`);
    return { text: value === undefined ? null : String(value) };
  };
}
