import type { Point } from 'geojson';
import { isRejected, readRows } from './csv.ts';
import { type Box, readPoint } from './fields.ts';

/** What the assessor says about the buildings of a parcel, as far as all of them agree. */
export interface Building {
  occupancyType?: string;
  stories?: number;
  yearBuilt?: number;
}

const cambridge: Box = [-71.17, 42.34, -71.05, 42.41];
const metersPerDegree = 111_320;
/** Pieces of one parcel lie side by side; a name further apart than this ("ROAD") is not one parcel. */
const widestParcel = 250;

const metersBetween = (a: Point, b: Point): number => {
  const [x = 0, y = 0] = a.coordinates;
  const [u = 0, v = 0] = b.coordinates;
  return Math.hypot((u - x) * Math.cos((y * Math.PI) / 180), v - y) * metersPerDegree;
};

/**
 * Reads parcel centroids (columns ML, lng, lat): the point of each parcel, the first piece's where it has several, or
 * why there is none.
 */
export const readParcels = async (path: string): Promise<ReadonlyMap<string, Point | string>> => {
  const parcels = new Map<string, Point | string>();
  for await (const item of readRows(path, ['ML', 'lng', 'lat'])) {
    const { ML = '', lng = '', lat = '' } = item.row;
    if (isRejected(item)) continue;
    const point = readPoint(lng, lat, cambridge, 'Cambridge');
    const before = parcels.get(ML);
    if (before === undefined || typeof before === 'string') parcels.set(ML, before ?? point);
    else if (typeof point !== 'string' && metersBetween(before, point) > widestParcel) {
      parcels.set(ML, `parcel ${ML} is listed at places ${Math.round(metersBetween(before, point))} m apart`);
    }
  }
  return parcels;
};

/** The one value that all of them have, an absent one not counting. */
const agreed = <T>(values: readonly (T | undefined)[]): T | undefined => {
  const distinct = new Set(values.filter((value) => value !== undefined));
  return distinct.size === 1 ? [...distinct][0] : undefined;
};

/** 2.5 storeys are three that people can be on. 0 and nothing mean that the assessor doesn't say. */
const storiesOf = (text = ''): number | undefined => {
  const stories = /^\d{1,3}(\.\d+)?$/.test(text) ? Math.ceil(Number(text)) : 0;
  return stories > 0 ? stories : undefined;
};

const yearOf = (text = ''): number | undefined => (/^(1[6-9]|20)\d\d$/.test(text) ? Number(text) : undefined);

type Cells = Readonly<Record<string, string>>;

const condominium = '199';

const describe = (rows: readonly Cells[]): Building => {
  // A condominium has a row for the house and one for each unit; a unit's storeys are not the house's.
  const houses = rows.filter((row) => row.UseCode === condominium);
  const stated =
    houses.length > 0 ? houses : rows.filter((row) => !/CONDO|CNDO/.test(row.UseDescription ?? ''));
  const occupancyType = agreed(stated.map((row) => row.UseDescription?.trim() || undefined));
  const stories = agreed(stated.map((row) => storiesOf(row.BldgStories)));
  const yearBuilt = agreed(stated.map((row) => yearOf(row.AYBYrBuilt)));
  return {
    ...(occupancyType && { occupancyType }),
    ...(stories && { stories }),
    ...(yearBuilt && { yearBuilt }),
  };
};

/** Reads the assessor's building attributes by parcel (columns ML, UseCode, UseDescription, AYBYrBuilt, BldgStories). */
export const readBuildings = async (path: string): Promise<ReadonlyMap<string, Building>> => {
  const rows: Cells[] = [];
  for await (const item of readRows(path, ['ML', 'UseCode', 'UseDescription', 'AYBYrBuilt', 'BldgStories'])) {
    if (!isRejected(item)) rows.push(item.row);
  }
  const byParcel = Map.groupBy(rows, (row) => row.ML ?? '');
  return new Map([...byParcel].map(([parcel, all]) => [parcel, describe(all)]));
};
