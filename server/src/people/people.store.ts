import type { AgencyId, Permission } from '@standpipe/policy';
import { type Kysely, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Tables } from '../db/tables.ts';

/** Whom an agency's own people and its partners are told to ask. */
export const contactOf = (db: Kysely<Tables>, agencyId: AgencyId) =>
  db
    .selectFrom('agency')
    .select(['contact_name as name', 'contact_phone as phone', 'contact_email as email'])
    .where('id', '=', agencyId)
    .executeTakeFirst();

/** What roles hold together. */
export async function permissionsOf(
  db: Db,
  agencyId: AgencyId,
  roleIds: readonly string[],
): Promise<Permission[]> {
  const { rows } = await sql<{ permission: Permission }>`
    select distinct each as permission from role cross join unnest(permissions) each
    where agency_id = ${agencyId} and id = any (${[...roleIds]}::uuid[])`.execute(db);
  return rows.map((row) => row.permission);
}
