import { type Kysely, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import type { Tables } from '../db/tables.ts';
import { hashPassword } from './passwords.ts';

/** The hash of a person's password, or null when they have none yet. */
export async function passwordHashOf(db: Db, personId: string): Promise<string | null> {
  const row = await db
    .selectFrom('credential')
    .select('password')
    .where('person_id', '=', personId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

/** Mailed codes for a new password stop working: the password or the address was changed otherwise. */
export const endResetCodes = (db: Kysely<Tables>, personId: string) =>
  sql`delete from verification where value = ${personId}`.execute(db);

/** Stores a person's password, checked before; the one that stood is gone, and so are codes for another. */
export async function storePassword(db: Db, personId: string, password: string): Promise<void> {
  await endResetCodes(db, personId);
  const hashed = await hashPassword(password);
  const { numUpdatedRows } = await db
    .updateTable('credential')
    .set({ password: hashed, updated_at: sql<string>`now()` })
    .where('person_id', '=', personId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await db
    .insertInto('credential')
    .values({
      id: newId(),
      person_id: personId,
      account_id: personId,
      provider_id: 'credential',
      password: hashed,
    })
    .execute();
}
