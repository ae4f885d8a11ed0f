import type { DocumentContext } from './document.ts';

/** Text on one line as it can be printed: controls and marks that turn the direction of writing are left out. */
export const line = (text: string): string =>
  text
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** A moment in a zone, as in "Mar 5, 2026, 2:30 PM CST". */
export const formatMoment = (at: string, timeZone: string): string =>
  line(
    new Intl.DateTimeFormat('en-US', {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone,
    }).format(new Date(at)),
  );

/** A day, as in "Mar 5, 2026". */
export const formatDay = (day: string): string =>
  line(
    new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(
      new Date(`${day}T00:00:00Z`),
    ),
  );

/** A file name that any system takes and no header can be broken with. */
export const safeFileName = (what: string, number: string): string =>
  [what, number.replace(/[^A-Za-z0-9-]+/g, '-').replace(/^-+|-+$/g, '')].filter(Boolean).join('-');

/** A street address with its unit, city, state and ZIP, as far as the place may be named. */
export function addressOf(addressLine: string, place: DocumentContext['place']): string {
  if (!place) return line(addressLine);
  const street = place.unit ? `${addressLine}, ${place.unit}` : addressLine;
  return line(`${street}, ${place.city}, ${[place.state, place.zip].filter(Boolean).join(' ')}`);
}
