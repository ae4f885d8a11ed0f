import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** Stores the hash of a unit's only key; an earlier key stops working. */
export async function storeKey(
  db: Db,
  key: { readonly unit: string; readonly owner: AgencyId; readonly hash: Buffer; readonly by: string },
): Promise<void> {
  await sql`insert into unit_key (unit_id, owner_id, hash, created_by)
    values (${key.unit}, ${key.owner}, ${key.hash}, ${key.by})
    on conflict (unit_id) do update set hash = excluded.hash, created_by = excluded.created_by, created_at = now()`.execute(
    db,
  );
}

/** False: there was none. */
export async function deleteKey(db: Db, unit: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from unit_key where unit_id = ${unit}`.execute(db);
  return numAffectedRows === 1n;
}

/** The hash of a unit's key, where its agency is active. */
export async function findKey(db: Db, unit: string): Promise<Buffer | null> {
  const { rows } = await sql<{
    hash: Buffer;
  }>`select k.hash from unit_key k join agency a on a.id = k.owner_id
    where k.unit_id = ${unit} and a.active`.execute(db);
  return rows[0]?.hash ?? null;
}
