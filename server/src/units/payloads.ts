import { type NewPosition, OwnTracksLocation, TraccarLocation } from '@standpipe/contract';
import type { Static } from 'typebox';
import { invalidField } from '../http/problems.ts';
import { checkBody } from '../http/validate.ts';

const notBelow = (value: number | null | undefined, most: number): number | null =>
  value === null || value === undefined || !(value >= 0) ? null : Math.min(value, most);

const measured = (speed?: number | null, course?: number | null, accuracy?: number | null) => ({
  speed: notBelow(speed, 400),
  course: notBelow(course, 360),
  accuracy: notBelow(accuracy, 100_000),
});

/** @throws Problem `invalid` */
function timeOf(seconds: number, path: string): string {
  const at = new Date(seconds * 1000);
  const year = at.getUTCFullYear();
  if (!(year >= 1970 && year <= 9999)) throw invalidField(path, 'is no time', 'time');
  return at.toISOString();
}

const pointAt = (lng: number, lat: number) => ({
  type: 'Point' as const,
  coordinates: [lng, lat] as [number, number],
});

/** What OwnTracks posts: a location, or something else that is not a position (null). Speeds come in km/h. */
export function fromOwnTracks(body: Readonly<Record<string, unknown>>): NewPosition | null {
  if (body._type !== 'location') return null;
  const { lat, lon, tst, acc, vel, cog } = checkBody(OwnTracksLocation, body);
  return {
    at: timeOf(tst, 'tst'),
    location: pointAt(lon, lat),
    ...measured(vel === undefined || vel < 0 ? null : vel / 3.6, cog, acc),
  };
}

/** What Traccar Client posts since version 9. Speeds come in meters a second. */
export function fromTraccar(body: unknown): NewPosition {
  const { location } = checkBody(TraccarLocation, body) as Static<typeof TraccarLocation>;
  const { latitude, longitude, speed, heading, accuracy } = location.coords;
  return {
    at: instantOf(location.timestamp, 'location.timestamp'),
    location: pointAt(longitude, latitude),
    ...measured(speed, heading, accuracy),
  };
}

const mostNumber = 1e12;

/** Seconds, milliseconds or RFC 3339. @throws Problem `invalid` */
function instantOf(given: string | number, path: string): string {
  const number = Number(given);
  if (String(given).trim() !== '' && Number.isFinite(number))
    return timeOf(number > mostNumber / 10 ? number / 1000 : number, path);
  return timeOf(Date.parse(String(given)) / 1000, path);
}

const knotsToMeters = 0.514444;

/** What older Traccar Clients send as query or form (the OsmAnd protocol). Speeds come in knots. */
export function fromOsmAnd(given: URLSearchParams): NewPosition {
  const number = (name: string, least: number, most: number): number => {
    const text = given.get(name) ?? '';
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most))
      throw invalidField(name, `must be a number from ${least} to ${most}`, 'number');
    return value;
  };
  const optional = (name: string) => (given.has(name) ? Number(given.get(name)) : null);
  const speed = optional('speed');
  return {
    at: instantOf(given.get('timestamp') ?? '', 'timestamp'),
    location: pointAt(number('lon', -180, 180), number('lat', -90, 90)),
    ...measured(
      speed === null ? null : speed * knotsToMeters,
      optional('bearing') ?? optional('heading'),
      optional('accuracy'),
    ),
  };
}
