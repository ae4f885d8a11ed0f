import type { Point } from 'geojson';
import { type Building, readBuildings, readParcels } from './cambridge-parcels.ts';
import { isRejected, type Rejected, type Row, readRows } from './csv.ts';
import { findTooLong, tidy } from './fields.ts';

/** An address as a place to be. The city's file knows no ZIP and no units, so neither is here. */
export interface PlaceRow extends Building {
  readonly externalId: string;
  readonly addressLine: string;
  readonly city: 'Cambridge';
  readonly state: 'MA';
  readonly location: Point;
  readonly name?: string;
}

/** Every row of the file ends in one of these. */
export type AddressItem = { readonly line: number; readonly place: PlaceRow } | Rejected;

export interface AddressSources {
  /** Parcel centroids: the addresses themselves have no coordinates. */
  readonly parcels: string;
  /** The assessor's building attributes, for occupancy type, stories and year built. */
  readonly buildings?: string;
}

interface Taken {
  readonly line: number;
  readonly addressLine: string;
}

const limits = { address_id: 40, full_address: 200, poi_name: 200 };

const findRepeat = (id: string, addressLine: string, taken: Taken): string =>
  taken.addressLine === addressLine
    ? `address_id ${id} is on line ${taken.line} already: the same address, listed again for another name, building or parcel`
    : `address_id ${id} is "${taken.addressLine}" already (line ${taken.line})`;

const placeOf = (row: Row['row'], location: Point, building: Building | undefined): PlaceRow => {
  const name = tidy(row.poi_name ?? '');
  return {
    externalId: (row.address_id ?? '').trim(),
    addressLine: tidy(row.full_address ?? ''),
    city: 'Cambridge',
    state: 'MA',
    location,
    ...(name && { name }),
    ...building,
  };
};

const findPoint = (row: Row['row'], parcels: ReadonlyMap<string, Point | string>): Point | string => {
  const parcel = (row.MapLot ?? '').trim();
  if (parcel === '') return 'no parcel (MapLot is empty), so no coordinates';
  return parcels.get(parcel) ?? `parcel ${parcel} is not among the parcel centroids, so no coordinates`;
};

/**
 * The addresses of Cambridge's master address list, each at the centroid of its parcel (MapLot = ML).
 *
 * The list joins an address with its names of interest, its parcels and its buildings, one row for each combination:
 * further rows of an address_id say nothing new about where the address is. The first row whose parcel is known makes
 * the place, with that row's name; the others are rejected as repeats, and say of which line.
 */
export async function* readCambridgeAddresses(
  path: string,
  sources: AddressSources,
): AsyncGenerator<AddressItem> {
  const parcels = await readParcels(sources.parcels);
  const buildings = sources.buildings ? await readBuildings(sources.buildings) : new Map<string, Building>();
  const taken = new Map<string, Taken>();
  for await (const item of readRows(path, ['address_id', 'full_address', 'poi_name', 'MapLot'])) {
    if (isRejected(item)) {
      yield item;
      continue;
    }
    const { line, row } = item;
    const id = (row.address_id ?? '').trim();
    const addressLine = tidy(row.full_address ?? '');
    const before = taken.get(id);
    const location = findPoint(row, parcels);
    const fault =
      (id === '' && 'no address_id') ||
      (addressLine === '' && 'no address') ||
      findTooLong(row, limits) ||
      (before && findRepeat(id, addressLine, before));
    if (fault) yield { line, row, rejected: fault };
    else if (typeof location === 'string') yield { line, row, rejected: location };
    else {
      taken.set(id, { line, addressLine });
      yield { line, place: placeOf(row, location, buildings.get((row.MapLot ?? '').trim())) };
    }
  }
}
