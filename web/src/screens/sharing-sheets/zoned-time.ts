const pad = (value: string) => value.padStart(2, '0');

/** A moment as the clocks of a zone show it, the way a date and time field holds it: "2026-11-29T08:00". */
export function wallTime(at: string | null, timeZone: string): string {
  if (!at) return '';
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(at));
  const of = (type: string) => pad(parts.find((part) => part.type === type)?.value ?? '');
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** The moment at which the clocks of a zone show a time; null for an empty or half filled field. */
export function instantOf(wall: string, timeZone: string): string | null {
  const asIfUtc = Date.parse(`${wall}Z`);
  if (wall === '' || Number.isNaN(asIfUtc)) return null;
  // Twice: the offset of the first guess may be the one before or after the clocks change.
  let at = asIfUtc;
  for (let turn = 0; turn < 2; turn++)
    at += asIfUtc - Date.parse(`${wallTime(new Date(at).toISOString(), timeZone)}Z`);
  return new Date(at).toISOString();
}
