import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from './open.ts';

/**
 * Holds still what an agency grants, owns and allows, until this transaction ends: writes that rely on it share the
 * lock, and a change of the grant takes it exclusively. So no write commits after the revocation that it lost to.
 */
export async function lockSharing(
  db: Db,
  agencies: readonly AgencyId[],
  mode: 'share' | 'change',
): Promise<void> {
  const ordered = [...new Set(agencies)].sort();
  if (ordered.length === 0) return;
  const lock = mode === 'share' ? sql.raw('pg_advisory_xact_lock_shared') : sql.raw('pg_advisory_xact_lock');
  await sql`select ${lock}(hashtextextended(id, 731)) from unnest(${ordered}::text[]) with ordinality as agency(id, at)
    order by at`.execute(db);
}

/** Lets imports into one agency go batch by batch in turn: each reads what the one before it left, and doubles nothing. */
export async function lockImports(db: Db, agency: AgencyId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${agency}, 732))`.execute(db);
}
