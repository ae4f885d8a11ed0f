import type { AgencyId, Levels } from '@standpipe/policy';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';

/** The unit's row, which nobody else signs in or out and no fix is stored for until this transaction ends. */
export async function lockUnit(db: Db, id: string): Promise<{ readonly status: string } | null> {
  const { rows } = await sql<{ status: string }>`select status from unit where id = ${id} for update`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function setSignedIn(db: Db, id: string, signedIn: boolean): Promise<void> {
  await sql`update unit set status = ${signedIn ? 'signedIn' : 'signedOut'},
    signed_in_at = ${signedIn ? sql`clock_timestamp()` : sql`null`}, version = version + 1, updated_at = now()
    where id = ${id}`.execute(db);
}

export async function openSignIn(db: Db, id: string, owner: AgencyId, person: string): Promise<void> {
  await sql`insert into unit_sign_in (id, unit_id, owner_id, person_id, signed_in_at)
    select ${newId()}, id, ${owner}, ${person}, signed_in_at from unit where id = ${id}`.execute(db);
}

export async function closeSignIn(db: Db, id: string): Promise<void> {
  await sql`update unit_sign_in set signed_out_at = clock_timestamp()
    where unit_id = ${id} and signed_out_at is null`.execute(db);
}

/** What the acting agency grants, by partner, with the partners' names. */
export async function readGiven(db: Db, own: AgencyId) {
  const { rows } = await sql<{ partner: AgencyId; levels: Levels; name: string; color: string }>`
    select s.partner_id as partner, s.levels, a.name, a.color from share_in_force s
      join agency a on a.id = s.partner_id
    where s.grantor_id = ${own} order by a.name`.execute(db);
  return rows;
}
