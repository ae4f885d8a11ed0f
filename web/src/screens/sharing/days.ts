const dayLength = 86_400_000;

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const of = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(moment / 1000) * 1000;
}

/** The moment at which a day begins in a zone, `later` days on; undefined for what is no day. */
export function startOfDay(day: string | undefined, timeZone: string, later = 0): string | undefined {
  const midnight = Date.parse(`${day ?? ''}T00:00:00Z`) + later * dayLength;
  if (Number.isNaN(midnight)) return undefined;
  // Once more with what holds at the moment found: clocks may change in between.
  const near = midnight - offsetAt(midnight, timeZone);
  return new Date(midnight - offsetAt(near, timeZone)).toISOString();
}
