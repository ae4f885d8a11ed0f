import type { Point } from 'geojson';

/** West, south, east, north in WGS 84 degrees. */
export type Box = readonly [number, number, number, number];

const decimal = /^-?\d{1,3}(\.\d+)?$/;

/** A GeoJSON point from two cells of decimal degrees, or why there is none in words. `box` is where it has to lie. */
export const readPoint = (lng: string, lat: string, box: Box, where: string): Point | string => {
  if (lng === '' || lat === '') return 'no coordinates';
  if (!decimal.test(lng) || !decimal.test(lat)) return `coordinates "${lat}, ${lng}" are not decimal degrees`;
  const [x, y] = [Number(lng), Number(lat)];
  const [west, south, east, north] = box;
  if (x < west || x > east || y < south || y > north) return `the point ${lat}, ${lng} lies outside ${where}`;
  return { type: 'Point', coordinates: [x, y] };
};

/** Whether this is a day of the calendar written YYYY-MM-DD. */
export const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

/** The text with single blanks inside and none outside. */
export const tidy = (text: string): string => {
  const trimmed = text.trim();
  return /\s\s|[^\S ]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed;
};

/** Says which of these cells is longer than it may be, or nothing. */
export const findTooLong = (
  cells: Readonly<Record<string, string>>,
  limits: Readonly<Record<string, number>>,
) => {
  for (const [name, most] of Object.entries(limits)) {
    const { length } = cells[name] ?? '';
    if (length > most) return `${name} has ${length} characters and may have ${most}`;
  }
  return undefined;
};
