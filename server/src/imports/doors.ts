import type { AgencyId } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import { placesByAddress } from './permits.store.ts';
import { createPlaces, retired } from './places.import.ts';
import { type PlaceContent, placesByExternalId } from './places.store.ts';

/** Where a permit can be: what it carries of its place. */
export interface Door {
  readonly id: string;
  readonly addressLine: string;
  readonly lng: number;
  readonly lat: number;
  readonly withheld: boolean;
}

/** For each address either a door, or why there is none. */
export interface Doors {
  readonly doors: ReadonlyMap<string, Door | string>;
  readonly made: readonly {
    readonly id: string;
    readonly externalId: string;
    readonly content: PlaceContent;
  }[];
}

/** Places that permits brought along are known by their address. */
const madeHere = 'address:';

/** The external id of the place that a permit at this address brings along. */
export const doorKey = ({ addressLine, city, state }: PlaceContent): string =>
  `${madeHere}${addressLine}, ${city}, ${state}`.toLowerCase();

/** Was this place made for a permit? Only then does its id say at which address the file had it. */
export const isMadeHere = (externalId: string | null): boolean => externalId?.startsWith(madeHere) ?? false;

/**
 * An agency's place for each of these addresses: the one made for an earlier permit, else any of the agency's at that
 * address, else a new one. A place that was retired stays retired, and nothing comes to it.
 */
export async function findOrMakeDoors(
  db: Db,
  agency: AgencyId,
  wanted: ReadonlyMap<string, PlaceContent>,
  write: boolean,
): Promise<Doors> {
  const doors = new Map<string, Door | string>();
  for (const row of await placesByExternalId(db, agency, [...wanted.keys()], write))
    doors.set(row.external_id, row.retired_at ? retired(row) : { ...row, addressLine: row.address_line });
  const rest = [...wanted].filter(([key]) => typeof doors.get(key) !== 'object');
  const asked = rest.map(([key, { addressLine, city, state }]) => ({ key, addressLine, city, state }));
  for (const row of await placesByAddress(db, agency, asked, write))
    if (typeof doors.get(row.key) !== 'object') doors.set(row.key, { ...row, addressLine: row.address_line });
  const made = [...wanted]
    .filter(([key]) => !doors.has(key))
    .map(([externalId, content]) => ({ id: newId(), externalId, content }));
  if (write) await createPlaces(db, agency, made);
  for (const { id, externalId, content } of made) {
    const [lng = 0, lat = 0] = content.location.coordinates;
    doors.set(externalId, { id, addressLine: content.addressLine, lng, lat, withheld: false });
  }
  return { doors, made };
}
