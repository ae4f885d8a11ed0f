import type { DateFormat } from '@standpipe/contract';
import { LRUCache } from 'lru-cache';

/** A day of the calendar, and a moment of it where the text names one. */
export interface When {
  readonly day: string;
  /** RFC 3339 in UTC, or null where only a day was given. */
  readonly at: string | null;
}

const time = '(?:(?:,? +|T)(?<time>.+))?$';
const dayPatterns: Readonly<Partial<Record<DateFormat, RegExp>>> = {
  'YYYY-MM-DD': new RegExp(`^(?<y>\\d{4})-(?<m>\\d{1,2})-(?<d>\\d{1,2})${time}`),
  'YYYY/MM/DD': new RegExp(`^(?<y>\\d{4})/(?<m>\\d{1,2})/(?<d>\\d{1,2})${time}`),
  'MM/DD/YYYY': new RegExp(`^(?<m>\\d{1,2})/(?<d>\\d{1,2})/(?<y>\\d{4})${time}`),
  'DD/MM/YYYY': new RegExp(`^(?<d>\\d{1,2})/(?<m>\\d{1,2})/(?<y>\\d{4})${time}`),
  'MM-DD-YYYY': new RegExp(`^(?<m>\\d{1,2})-(?<d>\\d{1,2})-(?<y>\\d{4})${time}`),
  'DD-MM-YYYY': new RegExp(`^(?<d>\\d{1,2})-(?<m>\\d{1,2})-(?<y>\\d{4})${time}`),
  'M/D/YY': new RegExp(`^(?<m>\\d{1,2})[/-](?<d>\\d{1,2})[/-](?<y>\\d\\d)${time}`),
  'D/M/YY': new RegExp(`^(?<d>\\d{1,2})[/-](?<m>\\d{1,2})[/-](?<y>\\d\\d)${time}`),
  'DD.MM.YYYY': new RegExp(`^(?<d>\\d{1,2})\\.(?<m>\\d{1,2})\\.(?<y>\\d{4})${time}`),
  'D-Mon-YYYY': new RegExp(
    `^(?:[a-z]{3,9},? )?(?<d>\\d{1,2})[- ](?<name>[a-z]{3,9})\\.?[-, ] ?(?<y>\\d{4}|\\d\\d)${time}`,
    'i',
  ),
  'Mon D, YYYY': new RegExp(
    `^(?:[a-z]{3,9},? )?(?<name>[a-z]{3,9})\\.? (?<d>\\d{1,2})(?:st|nd|rd|th)?,? (?<y>\\d{4})${time}`,
    'i',
  ),
  YYYYMMDD: /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)$/,
};
const timePattern =
  /^(?<h>\d{1,2}):(?<i>\d\d)(?::(?<s>\d\d)(?<ms>\.\d{1,9})?)?(?:\s?(?<half>[AP])\.?M\.?)?\s?(?<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthNames = new Map(
  [...months, 'january february march april june july august september october november december'.split(' ')]
    .flat()
    .concat('sept')
    .map((name) => [name, months.indexOf(name.slice(0, 3)) + 1] as const),
);

const clocks = new Map<string, Intl.DateTimeFormat>();

const quarterHour = 900_000;
const offsets = new LRUCache<string, number>({ max: 20_000 });

/** How many milliseconds a zone is ahead of UTC at this instant; clocks change at quarter hours only. */
function aheadOf(zone: string, instant: number): number {
  const quarter = Math.floor(instant / quarterHour);
  const name = `${zone} ${quarter}`;
  const known = offsets.get(name);
  if (known !== undefined) return known;
  const ahead = computeAhead(zone, quarter * quarterHour);
  offsets.set(name, ahead);
  return ahead;
}

function computeAhead(zone: string, instant: number): number {
  let clock = clocks.get(zone);
  if (!clock) {
    const fields = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    } as const;
    clock = new Intl.DateTimeFormat('en-US', {
      ...fields,
      second: 'numeric',
      hourCycle: 'h23',
      timeZone: zone,
    });
    clocks.set(zone, clock);
  }
  const part = Object.fromEntries(
    clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day, hour, minute, second } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

/** The instant at which clocks of a zone show this; in the hour that clocks skip, that of the hour before. */
function instantIn(zone: string, shown: number): number {
  const guess = shown - aheadOf(zone, shown);
  return shown - aheadOf(zone, guess);
}

const within = (year: number) => year >= 1800 && year <= 2200;

/** Is this the name of a time zone that can be reckoned in? */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const dayOf = (instant: number, zone: string) =>
  new Date(instant + aheadOf(zone, instant)).toISOString().slice(0, 10);
const dayLength = 86_400_000;

/** A count since 1970. GIS servers store a day without a time as midnight in UTC: that is a day, in every zone. */
function readEpoch(text: string, unit: number, zone: string): When | null {
  if (!/^-?\d{9,14}$/.test(text)) return null;
  const instant = Number(text) * unit;
  const at = new Date(instant);
  if (Number.isNaN(at.getTime()) || !within(at.getUTCFullYear())) return null;
  if (instant % dayLength === 0) return { day: at.toISOString().slice(0, 10), at: null };
  return { day: dayOf(instant, zone), at: at.toISOString() };
}

/** Excel's count of days since the end of 1899, taken for the years from 1941 to 2119 only. */
function readSerial(text: string, zone: string): When | null {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return null;
  const serial = Number(text);
  if (serial < 15_000 || serial > 80_000) return null;
  const shown = Date.UTC(1899, 11, 30) + Math.round(serial * 86_400) * 1000;
  const day = new Date(shown).toISOString().slice(0, 10);
  return { day, at: Number.isInteger(serial) ? null : new Date(instantIn(zone, shown)).toISOString() };
}

/** Years of two digits up to 68 are of this century. */
const fullYear = (text: string) =>
  text.length === 4 ? Number(text) : Number(text) + (Number(text) <= 68 ? 2000 : 1900);

/** Reads a day, or a day and time, as its format writes it; null where there is no such day or time. */
export function readWhen(text: string, format: DateFormat, zone: string): When | null {
  if (format === 'epochSeconds') return readEpoch(text, 1000, zone);
  if (format === 'epochMilliseconds') return readEpoch(text, 1, zone);
  if (format === 'excelSerial') return readSerial(text, zone);
  const found = dayPatterns[format]?.exec(text)?.groups;
  if (!found) return null;
  const month = found.name === undefined ? Number(found.m) : monthNames.get(found.name.toLowerCase());
  const [year, date] = [fullYear(found.y!), Number(found.d)];
  if (!month) return null;
  const midnight = Date.UTC(year, month - 1, date);
  const day = new Date(midnight);
  if (!within(year) || day.getUTCMonth() !== month - 1 || day.getUTCDate() !== date) return null;
  const name = day.toISOString().slice(0, 10);
  if (found.time === undefined) return { day: name, at: null };
  return readTime(name, midnight, found.time.trim(), format, zone);
}

/** As the GIS servers write a day that has no time. */
const dayAtUtc = /^0?0:00:00(Z|\+00(:?00)?)$/i;

function readTime(
  day: string,
  midnight: number,
  text: string,
  format: DateFormat,
  zone: string,
): When | null {
  const found = timePattern.exec(text)?.groups;
  if (!found) return null;
  const { h, i, s = '0', ms = '0', half, zone: offset } = found;
  const hour = half ? (Number(h) % 12) + (half.toUpperCase() === 'P' ? 12 : 0) : Number(h);
  if (hour > 23 || Number(i) > 59 || Number(s) > 59 || (half && (Number(h) > 12 || Number(h) === 0)))
    return null;
  if (dayAtUtc.test(text) && (format === 'YYYY-MM-DD' || format === 'YYYY/MM/DD')) return { day, at: null };
  const shown = midnight + ((hour * 60 + Number(i)) * 60 + Number(s)) * 1000 + Math.floor(Number(ms) * 1000);
  return { day, at: new Date(shown - aheadAt(shown, offset, zone)).toISOString() };
}

function aheadAt(shown: number, offset: string | undefined, zone: string): number {
  if (offset === undefined) return shown - instantIn(zone, shown);
  if (!/^[+-]/.test(offset)) return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', ''));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The instant of a day's beginning in a zone. */
export const startOfDay = (day: string, zone: string): string =>
  new Date(instantIn(zone, Date.parse(`${day}T00:00:00Z`))).toISOString();
