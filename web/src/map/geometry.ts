/** Longitude and latitude in degrees. */
export type LngLat = readonly [longitude: number, latitude: number];

const earthFeet = 20_902_231;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Distance along the ground in feet. */
export function feetBetween([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number {
  const [dLat, dLng] = [radians(lat2 - lat1), radians(lng2 - lng1)];
  const a =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(dLng / 2) ** 2;
  return 2 * earthFeet * Math.asin(Math.min(1, Math.sqrt(a)));
}

const points = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'];

/** The point of the compass that one sets out for from the first to the second. */
export function bearingOf([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): string {
  const dLng = radians(lng2 - lng1);
  const y = Math.sin(dLng) * Math.cos(radians(lat2));
  const x =
    Math.cos(radians(lat1)) * Math.sin(radians(lat2)) -
    Math.sin(radians(lat1)) * Math.cos(radians(lat2)) * Math.cos(dLng);
  const degrees = ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
  return points[Math.round(degrees / 45) % 8]!;
}

/** "350 ft" or "2.4 mi". */
export const distanceText = (feet: number): string =>
  feet < 1000 ? `${Math.round(feet / 10) * 10} ft` : `${(feet / 5280).toFixed(feet < 52_800 ? 1 : 0)} mi`;

/** What the map shows: its middle and its zoom. */
export interface MapView {
  readonly zoom: number;
  readonly center: LngLat;
}

/** A view as it stands in the address: "15.2/42.36010/-87.84120". */
export const viewText = ({ zoom, center: [lng, lat] }: MapView): string =>
  `${Number(zoom.toFixed(2))}/${lat.toFixed(5)}/${lng.toFixed(5)}`;

/** A view from the address, or null. */
export function readView(text: string): MapView | null {
  const parts = text.replace(/^#/, '').split('/');
  const [zoom, lat, lng] = parts.map(Number) as [number, number, number];
  const valid =
    parts.length === 3 &&
    parts.every((each) => each.trim() !== '') &&
    zoom >= 0 &&
    zoom <= 22 &&
    Math.abs(lat) <= 85.06 &&
    Math.abs(lng) <= 180;
  return valid ? { zoom, center: [lng, lat] } : null;
}

/** Where the map begins when nobody says. */
export const wholeCountry: MapView = { zoom: 3.4, center: [-96, 38.5] };
