const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** "November 29, 2026", in the reader's own zone. */
export const dayText = (time: string): string => day.format(new Date(time));

/** The date and the hour in an agency's zone, with the zone's short name. */
export const momentText = (time: string, timeZone: string): string =>
  new Intl.DateTimeFormat(undefined, {
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(new Date(time));

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "2 hours ago"; after a week the date itself. */
export function agoText(time: string, timeZone: string, now = Date.now()): string {
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds > 7 * 86_400) return momentText(time, timeZone);
  for (const [unit, length] of units)
    if (seconds >= length) return relative.format(-Math.floor(seconds / length), unit);
  return 'just now';
}
