import { sql } from 'kysely';
import { listingOf } from '../records/list.ts';
import { filterByPlace } from '../records/place-facts.ts';
import { profileDomain } from './profiles.domain.ts';

/** How profiles are listed: their orders and filters. */
export const profileListing = listingOf(profileDomain, {
  sorts: {
    addressLine: { column: 'address_line', field: 'addressLine' },
    confirmedOn: { column: 'confirmed_on', nullable: true, field: 'confirmedOn' },
  },
  filters: async (call, { type, place, confirmedBefore }) => [
    ...(type ? [{ field: 'type', where: sql`t.type = ${type}` }] : []),
    ...(place !== undefined ? [{ field: null, where: await filterByPlace(call, place) }] : []),
    ...(confirmedBefore
      ? [
          {
            field: 'confirmedOn',
            where: sql`(t.confirmed_on is null or t.confirmed_on < ${confirmedBefore})`,
          },
        ]
      : []),
  ],
});
