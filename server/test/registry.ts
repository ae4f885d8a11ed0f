/** The first line of a stations file of the national registry. */
const header =
  'FDID,Fire Dept Name,HQ City,County,HQ State,HQ Zip,Dept Type,Station Name,Station Addr1,Station Addr2,Station City,Station State,Station Zip';

export const registryRow = (fdid: string, name: string, county = 'Lake', state = 'IL'): string =>
  `${fdid},${name},Zion,${county},${state},60099,Career,Station 1,1 Main St,,Zion,${state},60099`;

/** A stations file of these rows. */
export const registryOf = (rows: readonly string[]): string => [header, ...rows, ''].join('\n');
