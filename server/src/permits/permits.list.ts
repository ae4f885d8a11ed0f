import { sql } from 'kysely';
import { logViews } from '../audit/audit.store.ts';
import { filterByPlace } from '../records/at-place.ts';
import { commonSorts, type Listing } from '../records/list.ts';
import { presentPermit } from './permits.service.ts';
import type { PermitRow } from './permits.store.ts';

/** How permits are listed: their orders and filters. */
export const permitListing: Listing<PermitRow> = {
  kind: 'permit',
  sorts: {
    ...commonSorts,
    number: { column: 'number', field: 'number' },
    issuedOn: { column: 'issued_on', nullable: true, field: 'issuedOn' },
  },
  filters: async (call, asked) => [
    ...(asked.status ? [{ field: 'status', where: sql`t.status = ${asked.status}`, counted: true }] : []),
    ...(asked.class ? [{ field: 'class', where: sql`t.class = ${asked.class}` }] : []),
    ...(asked.type ? [{ field: 'type', where: sql`t.type = ${asked.type}` }] : []),
    ...(asked.place !== undefined ? [{ field: null, where: await filterByPlace(call, asked.place) }] : []),
  ],
  present: presentPermit,
  viewed: (call, rows, filter) =>
    logViews(call, 'permit', rows.map((row) => ({ agency: row.author_id, id: row.id })), { filter }),
};
