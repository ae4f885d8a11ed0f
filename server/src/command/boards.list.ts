import { sql } from 'kysely';
import { listingOf } from '../records/list.ts';
import { boardDomain } from './boards.service.ts';

/** How boards are listed. */
export const boardListing = listingOf(boardDomain, {
  sorts: { incidentName: { column: 'incident_name', field: 'incidentName' } },
  filters: async (_call, { status }) =>
    status ? [{ field: 'status', where: sql`t.status = ${status}`, counted: status }] : [],
});
