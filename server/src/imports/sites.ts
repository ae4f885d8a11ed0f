import { type AgencyId, decide, place as placeRules } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import { sitesById } from './at-place.store.ts';
import { type Importer, relyOn } from './importer.ts';
import { createPlaces, retired } from './places.import.ts';
import {
  digitsOf,
  type PlaceContent,
  placesByAddress,
  placesByExternalId,
  placesNear,
  type StandingPlace,
} from './places.store.ts';
import { isSameAddress } from './same-address.ts';
import type { WantedPlace } from './wanted-place.ts';

/** Where a record can be: what it carries of its place. */
export interface Site {
  readonly id: string;
  readonly owner: AgencyId;
  readonly addressLine: string;
  readonly lng: number;
  readonly lat: number;
  readonly withheld: boolean;
  /** A place that the importer may not open does not exist for them, unless the rule lets them make something there. */
  readonly seen: boolean;
}

export const noSuchPlace = 'there is no place with this id that you may see';

/** For each place wanted either a site, or why there is none. */
export interface Sites {
  readonly sites: ReadonlyMap<string, Site | string>;
  readonly made: readonly {
    readonly id: string;
    readonly externalId: string;
    readonly content: PlaceContent;
  }[];
  /** The importer, with what the owners of these places grant held still. */
  readonly importer: Importer;
}

/**
 * The places that are wanted. By id: whoever owns them. By address, the agency's own: the one made for an earlier
 * record, else any of the agency's at that address, else a new one. A place that was retired stays retired, and nothing
 * comes to it.
 */
export async function findOrCreateSites(
  db: Db,
  importer: Importer,
  wanted: ReadonlyMap<string, WantedPlace>,
  { write, newPlaces }: { readonly write: boolean; readonly newPlaces: boolean },
): Promise<Sites> {
  const { agency } = importer;
  const sites = new Map<string, Site | string>();
  const own = (row: StandingPlace): Site => ({
    ...row,
    owner: agency,
    addressLine: row.address_line,
    seen: true,
  });
  const byId = [...wanted].flatMap(([key, place]) => ('id' in place ? [key] : []));
  const found = await sitesById(db, byId, write);
  const judged = await relyOn(
    db,
    importer,
    found.map((row) => row.owner_id),
  );
  for (const id of byId) sites.set(id, noSuchPlace);
  for (const { id, owner_id: owner, address_line: addressLine, lng, lat, withheld } of found)
    sites.set(id, { id, owner, addressLine, lng, lat, withheld, seen: sees(judged, owner, withheld) });

  const addresses = [...wanted].flatMap(([key, place]) => ('id' in place ? [] : [[key, place] as const]));
  const keys = addresses.map(([key]) => key);
  for (const row of await placesByExternalId(db, agency, keys, write))
    sites.set(row.external_id, row.retired_at ? retired(row) : own(row));
  const rest = addresses.filter(([key]) => typeof sites.get(key) !== 'object');
  const asked = rest.map(([key, { addressLine, unit, city, state }]) => ({
    key,
    addressLine,
    unit,
    city,
    state,
  }));
  for (const row of await placesByAddress(db, agency, asked, write))
    if (typeof sites.get(row.key) !== 'object') sites.set(row.key, own(row));
  const near = addresses.flatMap(([key, { location, addressLine }]) => {
    const [lng, lat] = location?.coordinates ?? [];
    return sites.has(key) || lng === undefined || lat === undefined
      ? []
      : [{ key, digits: digitsOf(addressLine), lng, lat }];
  });
  const byKey = new Map(addresses);
  for (const row of await placesNear(db, agency, near, false, write))
    if (
      !sites.has(row.key) &&
      isSameAddress(byKey.get(row.key)!, { addressLine: row.address_line, unit: row.unit })
    )
      sites.set(row.key, own(row));
  const made: { id: string; externalId: string; content: PlaceContent }[] = [];
  for (const [key, { location, ...address }] of addresses) {
    if (sites.has(key)) continue;
    if (!newPlaces) sites.set(key, `the agency has no place at ${address.addressLine}`);
    else if (!location) sites.set(key, 'no coordinates to make its place with');
    else made.push({ id: newId(), externalId: key, content: { ...address, location } });
  }
  if (write) await createPlaces(db, importer, made);
  for (const { id, externalId, content } of made) {
    const [lng = 0, lat = 0] = content.location.coordinates;
    sites.set(externalId, {
      id,
      owner: agency,
      addressLine: content.addressLine,
      lng,
      lat,
      withheld: false,
      seen: true,
    });
  }
  return { sites, made, importer: judged };
}

const sees = ({ viewer }: Importer, owner: AgencyId, withheld: boolean) =>
  decide(placeRules.actions.view, viewer, { parties: { owner }, withheld }) !== null;
