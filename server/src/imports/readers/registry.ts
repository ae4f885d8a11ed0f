import { isState } from '../../agencies/counties.ts';
import { isRejected, type Rejected, type Row, readRows } from './csv.ts';
import { findTooLong, tidy } from './fields.ts';
import type { From } from './lines.ts';
import { placeDepartment, readZipCentroids, type ZipCentroids } from './registry-county.ts';

/** A fire station as the registry lists it; what the row leaves empty is absent. */
export interface Station {
  name?: string;
  addressLine?: string;
  city?: string;
  state?: string;
  zip?: string;
}

/** A department of the national registry. `fdid` is unique within its state only, and null where the file has none. */
export interface Department {
  readonly name: string;
  readonly state: string;
  readonly fdid: string | null;
  readonly kind: 'fireDepartment';
  /** As the registry says it: Career, Mostly career, Mostly volunteer or Volunteer. */
  readonly staffing: string;
  readonly city: string;
  readonly zip: string;
  readonly countyName: string;
  readonly countyFips: string;
  readonly countyBy: 'name' | 'zip';
  readonly stations: readonly Station[];
  /** What in the row contradicts itself, in words, for whoever checks a dry run. */
  readonly notes: readonly string[];
}

/** Every row of the file ends in one of these: a department (at its first row), a rejection, an exact repeat. */
export type RegistryItem =
  | { readonly line: number; readonly rows: number; readonly department: Department }
  | { readonly line: number; readonly repeats: number }
  | Rejected;

export interface RegistryOptions {
  /** A file of ZIP centroids for the departments whose county name is not known. */
  readonly zipCentroids?: string;
}

const columns = [
  ...['FDID', 'Fire Dept Name', 'HQ City', 'County', 'HQ State', 'HQ Zip', 'Dept Type'],
  ...['Station Name', 'Station Addr1', 'Station Addr2', 'Station City', 'Station State', 'Station Zip'],
];
const limits = { FDID: 20, 'Fire Dept Name': 200, 'HQ City': 100, 'Station Name': 200, 'Station Addr1': 200 };

const cellOf = (row: Row['row'], name: string): string => tidy(row[name] ?? '');

const stationOf = (row: Row['row']): Station => {
  const station: Station = {};
  const set = (key: keyof Station, value: string) => {
    if (value !== '') station[key] = value;
  };
  set('name', cellOf(row, 'Station Name'));
  set('addressLine', tidy(`${row['Station Addr1'] ?? ''} ${row['Station Addr2'] ?? ''}`));
  set('city', cellOf(row, 'Station City'));
  set('state', cellOf(row, 'Station State'));
  set('zip', cellOf(row, 'Station Zip'));
  return station;
};

const findFault = (row: Row['row']): string | undefined => {
  if (cellOf(row, 'Fire Dept Name') === '') return 'the department has no name';
  const state = cellOf(row, 'HQ State');
  if (!isState(state)) return `"${state}" is not a state`;
  return findTooLong(row, limits);
};

/** What makes rows one department: the FDID within its state, or name and city where there is none. */
const keyOf = (row: Row['row']): string => {
  const fdid = cellOf(row, 'FDID');
  const name = `${cellOf(row, 'Fire Dept Name')}|${cellOf(row, 'HQ City')}`;
  return `${cellOf(row, 'HQ State')}|${fdid === '' ? name : fdid}`;
};

function* finish(rows: readonly Row[], centroids: ZipCentroids): Generator<RegistryItem> {
  const [first] = rows;
  if (!first) return;
  const state = cellOf(first.row, 'HQ State');
  const zip = cellOf(first.row, 'HQ Zip');
  const placing = placeDepartment(state, cellOf(first.row, 'County'), zip, centroids);
  if (typeof placing === 'string') {
    for (const row of rows) yield { ...row, rejected: placing };
    return;
  }
  const department: Department = {
    name: cellOf(first.row, 'Fire Dept Name'),
    state,
    fdid: cellOf(first.row, 'FDID') || null,
    kind: 'fireDepartment',
    staffing: cellOf(first.row, 'Dept Type'),
    city: cellOf(first.row, 'HQ City'),
    zip,
    countyName: placing.county.name,
    countyFips: placing.county.fips,
    countyBy: placing.by,
    stations: rows.map(({ row }) => stationOf(row)).filter((station) => Object.keys(station).length > 0),
    notes: placing.note ? [placing.note] : [],
  };
  yield { line: first.line, rows: rows.length, department };
}

/**
 * The departments of the national registry's stations file (.csv or .csv.gz), each with its stations; the first row
 * of a department speaks for it. A department's rows need not stand together, so departments come at the end of the
 * file, in its order; rejections of single rows come as they are met.
 */
export async function* readRegistry(path: From, options: RegistryOptions = {}): AsyncGenerator<RegistryItem> {
  const centroids = options.zipCentroids ? await readZipCentroids(options.zipCentroids) : new Map();
  const departments = new Map<string, { name: string; rows: Row[] }>();
  const seen = new Map<string, number>();
  for await (const item of readRows(path, columns)) {
    const { line, row } = item;
    const rejected = isRejected(item) ? item.rejected : findFault(row);
    const whole = JSON.stringify(Object.values(row));
    const repeats = seen.get(whole);
    const key = keyOf(row);
    const name = cellOf(row, 'Fire Dept Name');
    const department = departments.get(key);
    if (rejected) yield isRejected(item) ? item : { line, row, rejected };
    else if (repeats) yield { line, repeats };
    else if (department && department.name !== name) {
      const fdid = `FDID ${cellOf(row, 'FDID')} of ${cellOf(row, 'HQ State')}`;
      yield {
        line,
        row,
        rejected: `${fdid} is ${department.name} already (line ${department.rows[0]?.line})`,
      };
    } else {
      seen.set(whole, line);
      if (department) department.rows.push(item);
      else departments.set(key, { name, rows: [item] });
    }
  }
  for (const { rows } of departments.values()) yield* finish(rows, centroids);
}
