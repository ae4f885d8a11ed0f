import { type DateFormat, dateFormats } from '@standpipe/contract';

/** A day of the calendar, and a moment of it where the text names one. */
export interface When {
  readonly day: string;
  /** RFC 3339 in UTC, or null where only a day was given. */
  readonly at: string | null;
}

const dayPatterns: Readonly<Record<string, RegExp>> = {
  'YYYY-MM-DD': /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)(?:[T ](?<time>.+))?$/,
  'MM/DD/YYYY': /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{4})(?: (?<time>.+))?$/,
  'DD/MM/YYYY': /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})(?: (?<time>.+))?$/,
  'DD.MM.YYYY': /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})(?: (?<time>.+))?$/,
  YYYYMMDD: /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)$/,
};
const timePattern =
  /^(?<h>\d{1,2}):(?<i>\d\d)(?::(?<s>\d\d)(?<ms>\.\d{1,9})?)?(?: ?(?<half>[AP]M))?(?<zone>Z|[+-]\d\d:?\d\d)?$/i;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** How many milliseconds a zone is ahead of UTC at this instant. */
function aheadOf(zone: string, instant: number): number {
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

function readEpoch(text: string, unit: number, zone: string): When | null {
  if (!/^-?\d{1,14}$/.test(text)) return null;
  const instant = Number(text) * unit;
  const at = new Date(instant);
  if (Number.isNaN(at.getTime()) || !within(at.getUTCFullYear())) return null;
  return { day: dayOf(instant, zone), at: at.toISOString() };
}

/** Reads a day, or a day and time, as its format writes it; null where there is no such day or time. */
export function readWhen(text: string, format: DateFormat, zone: string): When | null {
  if (format === 'epochSeconds') return readEpoch(text, 1000, zone);
  if (format === 'epochMilliseconds') return readEpoch(text, 1, zone);
  const found = dayPatterns[format]?.exec(text)?.groups;
  if (!found) return null;
  const [year, month, date] = [Number(found.y), Number(found.m), Number(found.d)];
  const midnight = Date.UTC(year, month - 1, date);
  const day = new Date(midnight);
  if (!within(year) || day.getUTCMonth() !== month - 1 || day.getUTCDate() !== date) return null;
  const name = day.toISOString().slice(0, 10);
  if (found.time === undefined) return { day: name, at: null };
  const time = timePattern.exec(found.time.trim())?.groups;
  if (!time) return null;
  const { h, i, s = '0', ms = '0', half, zone: offset } = time;
  const hour = half ? (Number(h) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0) : Number(h);
  if (hour > 23 || Number(i) > 59 || Number(s) > 59 || (half && Number(h) > 12)) return null;
  const shown = midnight + ((hour * 60 + Number(i)) * 60 + Number(s)) * 1000 + Math.floor(Number(ms) * 1000);
  return { day: name, at: new Date(shown - aheadAt(shown, offset, zone)).toISOString() };
}

function aheadAt(shown: number, offset: string | undefined, zone: string): number {
  if (offset === undefined) return shown - instantIn(zone, shown);
  if (offset.toUpperCase() === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The instant of a day's beginning in a zone. */
export const startOfDay = (day: string, zone: string): string =>
  new Date(instantIn(zone, Date.parse(`${day}T00:00:00Z`))).toISOString();

/** The format in which all of these can be read, or undefined; where day and month cannot be told apart, the American. */
export const formatOf = (texts: readonly string[]): DateFormat | undefined =>
  texts.length === 0
    ? undefined
    : dateFormats.find((format) => texts.every((text) => readWhen(text, format, 'UTC')));
