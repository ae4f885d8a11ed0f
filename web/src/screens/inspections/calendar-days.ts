/** Days as the API writes them, "2026-11-29", counted as a calendar on the wall does. */
const at = (day: string) => new Date(`${day}T00:00:00Z`);
const text = (date: Date) => date.toISOString().slice(0, 10);

export const isDay = (day: string | undefined): day is string =>
  day !== undefined && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(at(day).getTime());

export function addDays(day: string, count: number): string {
  const date = at(day);
  date.setUTCDate(date.getUTCDate() + count);
  return text(date);
}

/** The same day of another month, or that month's last. */
export function addMonths(day: string, count: number): string {
  const date = at(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return text(date);
}

const weekStart = (day: string) => addDays(day, -at(day).getUTCDay());

/** The seven days around a day, from Sunday. */
export const weekOf = (day: string): string[] =>
  Array.from({ length: 7 }, (_, count) => addDays(weekStart(day), count));

/** The weeks that a day's month touches. */
export function monthOf(day: string): string[][] {
  const first = `${day.slice(0, 8)}01`;
  const weeks: string[][] = [];
  for (let start = weekStart(first); start.slice(0, 7) <= day.slice(0, 7); start = addDays(start, 7))
    weeks.push(weekOf(start));
  return weeks;
}

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' });
const month = format({ month: 'long', year: 'numeric' });
const whole = format({ weekday: 'long', month: 'long', day: 'numeric' });
const span = format({ month: 'short', day: 'numeric', year: 'numeric' });
const weekday = format({ weekday: 'long' });
const weekdayShort = format({ weekday: 'short' });

/** "November 2026". */
export const monthTitle = (day: string): string => month.format(at(day));
/** "Sunday, November 29". */
export const dayTitle = (day: string): string => whole.format(at(day));
/** "Nov 22 – 28, 2026". */
export const weekTitle = (days: readonly string[]): string =>
  span.formatRange(at(days[0]!), at(days[days.length - 1]!));
/** "Sunday" and "Sun". */
export const weekdayNames = (day: string): { readonly long: string; readonly short: string } => ({
  long: weekday.format(at(day)),
  short: weekdayShort.format(at(day)),
});
