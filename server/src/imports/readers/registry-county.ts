import { type County, countyByName, countyOfPoint } from '../../agencies/counties.ts';
import { isRejected, readRows } from './csv.ts';

/** The middle of each ZIP area: longitude, latitude. */
export type ZipCentroids = ReadonlyMap<string, readonly [number, number]>;

/** Where a department belongs: the county, what told it, and a note where the file contradicts itself. */
export interface Placing {
  readonly county: County;
  readonly by: 'name' | 'zip';
  readonly note?: string;
}

/** Reads a file of ZIP centroids with the columns zcta, latitude and longitude. */
export const readZipCentroids = async (path: string): Promise<ZipCentroids> => {
  const centroids = new Map<string, readonly [number, number]>();
  for await (const item of readRows(path, ['zcta', 'latitude', 'longitude'])) {
    const { zcta = '', latitude, longitude } = item.row;
    if (!isRejected(item)) centroids.set(zcta, [Number(longitude), Number(latitude)]);
  }
  return centroids;
};

const countyOfZip = (zip: string, centroids: ZipCentroids): County | undefined => {
  const point = centroids.get(zip.slice(0, 5));
  return point && countyOfPoint(point[0], point[1]);
};

const nameOf = (county: County): string => `${county.name}, ${county.state}`;

/**
 * The county of a department: by its name within the state, else by the middle of its ZIP. Where the two disagree
 * the name stands and a note says so; a ZIP of another state is never taken. A string is the reason for none.
 */
export const placeDepartment = (
  state: string,
  countyName: string,
  zip: string,
  centroids: ZipCentroids,
): Placing | string => {
  const named = countyByName(state, countyName);
  const zipped = countyOfZip(zip, centroids);
  if (named) {
    if (!zipped || zipped.fips === named.fips) return { county: named, by: 'name' };
    const note = `the county is ${nameOf(named)} by name and ${nameOf(zipped)} by ZIP ${zip}: the name was taken`;
    return { county: named, by: 'name', note };
  }
  const unknown = `no county "${countyName}" in ${state}`;
  if (!zipped) return `${unknown}, and ZIP "${zip}" leads to none`;
  if (zipped.state !== state) return `${unknown}, and ZIP ${zip} lies in ${nameOf(zipped)}`;
  return { county: zipped, by: 'zip', note: `${unknown}: ZIP ${zip} lies in ${nameOf(zipped)}` };
};
