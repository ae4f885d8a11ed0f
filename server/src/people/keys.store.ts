import type { AgencyId } from '@standpipe/policy';
import { type Insertable, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { ApiKeyTable } from '../db/tables/people.ts';

const columns = ['id', 'name', 'prefix', 'permissions', 'expires_at', 'created_at', 'link'] as const;
export type KeyRow = Awaited<ReturnType<typeof listKeys>>[number];

const ofMembership = (db: Db, membershipId: string) =>
  db
    .selectFrom('api_key')
    .select(columns)
    .where('membership_id', '=', membershipId)
    .where('revoked_at', 'is', null);

/** Keys of a membership that are not revoked, newest first, one more than asked for when there are more. */
export const listKeys = (db: Db, membershipId: string, after: string | null, limit: number) =>
  ofMembership(db, membershipId)
    .$if(after !== null, (query) => query.where('id', '<', after!))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();

export const findKey = (db: Db, membershipId: string, id: string) =>
  ofMembership(db, membershipId).where('id', '=', id).executeTakeFirst();

export const insertKey = (db: Db, key: Insertable<ApiKeyTable>) =>
  db.insertInto('api_key').values(key).execute();

/** False: there is no such key of this membership, or it is revoked already. */
export async function revokeKey(db: Db, membershipId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('api_key')
    .set({ revoked_at: sql<string>`now()` })
    .where('membership_id', '=', membershipId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Is a time still to come, by the database's clock? */
export async function isAhead(db: Db, time: string): Promise<boolean> {
  const { rows } = await sql<{ ahead: boolean }>`select ${time}::timestamptz > now() as ahead`.execute(db);
  return rows[0]!.ahead;
}

/** Keys of all of an agency's users that are not ended, newest first, one more than asked for when there are more. */
export const listAgencyKeys = (db: Db, agencyId: AgencyId, after: string | null, limit: number) =>
  db
    .selectFrom('api_key as k')
    .innerJoin('membership as m', 'm.id', 'k.membership_id')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select(['k.id', 'k.name', 'k.prefix', 'k.permissions', 'k.expires_at', 'k.created_at', 'k.link'])
    .select(['k.membership_id', 'p.name as user_name', 'p.email as user_email', 'm.active as user_active'])
    .where('m.agency_id', '=', agencyId)
    .where('k.revoked_at', 'is', null)
    .$if(after !== null, (query) => query.where('k.id', '<', after!))
    .orderBy('k.id', 'desc')
    .limit(limit + 1)
    .execute();

/** False: no user of the agency has such a key, or it is ended already. */
export async function revokeAgencyKey(db: Db, agencyId: AgencyId, id: string): Promise<boolean> {
  const { rows } = await sql`update api_key k set revoked_at = now() from membership m
    where k.id = ${id} and m.id = k.membership_id and m.agency_id = ${agencyId} and k.revoked_at is null
    returning k.id`.execute(db);
  return rows.length === 1;
}

/** Ends every key of a membership, for good. */
export const endKeys = (db: Db, membershipId: string) =>
  sql`update api_key set revoked_at = now() where membership_id = ${membershipId} and revoked_at is null`.execute(
    db,
  );
