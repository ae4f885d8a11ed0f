import { sql } from 'kysely';
import { listingOf } from '../records/list.ts';
import { filterByPlace } from '../records/place-facts.ts';
import { permitDomain } from './permits.service.ts';

/** How permits are listed: their orders and filters. */
export const permitListing = listingOf(permitDomain, {
  sorts: {
    number: { column: 'number', field: 'number' },
    issuedOn: { column: 'issued_on', nullable: true, field: 'issuedOn' },
    expiresOn: { column: 'expires_on', nullable: true, field: 'expiresOn' },
  },
  filters: async (call, asked) => [
    ...(asked.status
      ? [{ field: 'status', where: sql`t.status = ${asked.status}`, counted: asked.status }]
      : []),
    ...(asked.class ? [{ field: 'class', where: sql`t.class = ${asked.class}` }] : []),
    ...(asked.type !== undefined ? [{ field: 'type', where: sql`t.type = ${asked.type}` }] : []),
    ...(asked.expiresFrom ? [{ field: 'expiresOn', where: sql`t.expires_on >= ${asked.expiresFrom}` }] : []),
    ...(asked.expiresUntil
      ? [{ field: 'expiresOn', where: sql`t.expires_on <= ${asked.expiresUntil}` }]
      : []),
    ...(asked.place !== undefined ? [{ field: null, where: await filterByPlace(call, asked.place) }] : []),
  ],
});

/** Permits that count when another of their type is about to be made at the place. */
export const recentPermits = sql`(t.status in ('applied', 'issued') or t.updated_at > now() - interval '1 year')`;
