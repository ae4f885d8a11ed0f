const clocks = new Map<string, Intl.DateTimeFormat>();

const clockOf = (zone: string) => {
  const cached = clocks.get(zone);
  if (cached) return cached;
  const made = new Intl.DateTimeFormat('en-US', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
    timeZone: zone,
  });
  clocks.set(zone, made);
  return made;
};

/** A moment as clocks of a zone show it, with how far they are from UTC: "2026-11-30 14:05:00-06:00". A day stays a day. */
export function timeIn(at: string | null | undefined, zone: string): string | null {
  if (!at) return null;
  if (/^\d{4}-\d\d-\d\d$/.test(at)) return at;
  const part = Object.fromEntries(
    clockOf(zone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  const fraction = /\.(\d*[1-9])0*Z?$/.exec(at)?.[1];
  const offset = (part.timeZoneName ?? 'GMT').replace('GMT', '') || '+00:00';
  const seconds = `${part.second}${fraction ? `.${fraction}` : ''}`;
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${seconds}${offset}`;
}
