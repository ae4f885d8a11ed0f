import { sql } from 'kysely';
import { listingOf } from '../records/list.ts';
import { noteDomain } from './notes.service.ts';

/** How notes are listed: by the record they are about, and whether they are resolved. */
export const noteListing = listingOf(noteDomain, {
  sorts: {},
  filters: async (_call, { record, owner, kind, status }) => [
    ...(record ? [{ field: 'record', where: sql`t.record_id = ${record}` }] : []),
    ...(owner ? [{ field: 'owner', where: sql`t.owner_id = ${owner}` }] : []),
    ...(kind ? [{ field: 'record', where: sql`t.record_kind = ${kind}` }] : []),
    ...(status ? [{ field: 'status', where: sql`t.status = ${status}` }] : []),
  ],
});
