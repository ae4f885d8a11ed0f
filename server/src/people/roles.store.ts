import type { AgencyId } from '@standpipe/policy';
import { type Insertable, sql, type Updateable } from 'kysely';
import type { Db } from '../db/open.ts';
import type { RoleTable } from '../db/tables/people.ts';

export type RoleRow = Awaited<ReturnType<typeof listRoles>>[number];

const ofAgency = (db: Db, agencyId: AgencyId) =>
  db.selectFrom('role').selectAll().where('agency_id', '=', agencyId);

/** An agency's roles, newest first, one more than asked for when there are more. */
export const listRoles = (db: Db, agencyId: AgencyId, after: string | null, limit: number) =>
  ofAgency(db, agencyId)
    .$if(after !== null, (query) => query.where('id', '<', after!))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();

export const findRole = (db: Db, agencyId: AgencyId, id: string) =>
  ofAgency(db, agencyId).where('id', '=', id).executeTakeFirst();

export const insertRole = (db: Db, role: Insertable<RoleTable>) =>
  db.insertInto('role').values(role).execute();

/** False: somebody was faster. */
export async function updateRole(db: Db, id: string, version: number, change: Updateable<RoleTable>) {
  const { numUpdatedRows } = await db
    .updateTable('role')
    .set({ ...change, version: version + 1, updated_at: sql<string>`now()` })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
