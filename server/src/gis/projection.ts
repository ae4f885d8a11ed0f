/** The coordinate systems that GIS clients may ask for: longitude and latitude, and Web Mercator. */
export type Projection = 'degrees' | 'mercator';

const radius = 6_378_137;
/** The edge of Web Mercator in meters, and the latitude that it ends at. */
const edge = Math.PI * radius;
const poles = 85.051_128_779_806_59;

const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value));

export const toMercator = (lng: number, lat: number): [number, number] => [
  (lng / 180) * edge,
  Math.asinh(Math.tan((clamp(lat, poles) * Math.PI) / 180)) * radius,
];

export const fromMercator = (x: number, y: number): [number, number] => [
  (x / edge) * 180,
  (Math.atan(Math.sinh(y / radius)) * 180) / Math.PI,
];

export const project = (to: Projection, [lng, lat]: readonly [number, number]): readonly [number, number] =>
  to === 'mercator' ? toMercator(lng, lat) : [lng, lat];

export type Box = readonly [west: number, south: number, east: number, north: number];

/** A box in degrees; what reaches beyond the earth is cut off. */
export function boxInDegrees(from: Projection, [west, south, east, north]: Box): Box {
  const [w, s] = from === 'mercator' ? fromMercator(west, south) : [west, south];
  const [e, n] = from === 'mercator' ? fromMercator(east, north) : [east, north];
  return [clamp(w, 180), clamp(s, 90), clamp(e, 180), clamp(n, 90)];
}
