import { sql } from 'kysely';
import { listingOf } from '../records/list.ts';
import { hydrantDomain } from './hydrants.service.ts';

/** How hydrants are listed: their orders and filters. */
export const hydrantListing = listingOf(hydrantDomain, {
  sorts: {
    number: { column: 'number', field: 'number' },
    addressLine: { column: 'address_line', nullable: true, field: 'addressLine' },
  },
  filters: async (_call, { status, type }) => [
    ...(status ? [{ field: 'status', where: sql`t.status = ${status}`, counted: status }] : []),
    ...(type ? [{ field: 'type', where: sql`t.type = ${type}` }] : []),
  ],
});
