import { type Insertable, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { ApiKeyTable } from '../db/tables/people.ts';

const columns = ['id', 'name', 'prefix', 'permissions', 'expires_at', 'created_at'] as const;
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
