import type { Point } from 'geojson';
import { madeHere } from './made-here.ts';
import type { PlaceContent } from './places.store.ts';

/** An address, to be found among the agency's own or made there. */
export type WantedAddress = Omit<PlaceContent, 'location'> & { readonly location?: Point };

/** Where a record is to be: at an address, or at a place by its id. */
export type WantedPlace = { readonly id: string } | WantedAddress;

/** The external id of the place that a record at this address brings along. */
export const siteKey = ({ addressLine, unit, city, state }: WantedAddress): string =>
  `${madeHere}:${addressLine}${unit ? ` # ${unit}` : ''}, ${city}, ${state}`.toLowerCase();

/** Was this place made for a record? Only then does its id say at which address the file had it. */
export const isMadeHere = (externalId: string | null): boolean =>
  externalId?.startsWith(`${madeHere}:`) ?? false;

/** The key under which a place is looked for. */
export const placeKey = (place: WantedPlace): string => ('id' in place ? place.id : siteKey(place));
