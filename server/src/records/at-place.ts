import { type Call, ownAgency } from '../http/call.ts';
import { kinds } from '../kinds/kinds.ts';
import type { Columns, Domain, StoredRow } from './domain.ts';
import { nextNumber } from './numbers.ts';
import { enterPlace } from './place-facts.ts';

/** The kinds that are made at a place by an agency that need not own it. */
export type AtPlaceKind = 'permit' | 'inspection';

/** What every new permit or inspection says. */
export interface NewAtPlace {
  readonly placeId: string;
  readonly number?: string;
  readonly type: string;
  readonly status?: string;
  readonly notes?: string | null;
  readonly withheld?: boolean;
}

/** A domain whose records are made at a place, by an agency that need not own it. */
interface AtPlaceDomain<R extends StoredRow, New extends NewAtPlace, Change>
  extends Omit<Domain<R, New, Change>, 'begin'> {
  /** The kind's own columns of a new record. @throws Problem `invalid` */
  begin(call: Call, wanted: New): Promise<Columns & { readonly status: string }>;
}

/** The same as a domain like any other: a new record takes its place's address line, point and owner. */
export function atPlace<R extends StoredRow, New extends NewAtPlace, Change>(
  domain: AtPlaceDomain<R, New, Change>,
): Domain<R, New, Change> {
  const { kind } = domain;
  return {
    ...domain,
    begin: async (call, wanted) => {
      const { place, way } = await enterPlace(call, kind, wanted.placeId);
      const own = await domain.begin(call, wanted);
      const number = wanted.number ?? (await nextNumber(call, kind, kinds[kind].numberPrefix!));
      return {
        columns: {
          author_id: ownAgency(call).id,
          owner_id: place.ownerId,
          place_id: place.id,
          place_withheld: place.withheld,
          address_line: place.addressLine,
          lng: place.lng,
          lat: place.lat,
          number,
          type: wanted.type,
          notes: wanted.notes ?? null,
          withheld: wanted.withheld ?? false,
          ...own,
        },
        way,
        logged: { number, status: own.status },
      };
    },
  };
}
