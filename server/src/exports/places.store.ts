import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** What the rules need to know of these places, and what they say of their address; those that are open here. */
export async function sitesOf(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const { rows } = await sql<{
    id: string;
    owner_id: AgencyId;
    withheld: boolean;
    unit: string | null;
    city: string;
    state: string;
    zip: string | null;
  }>`select id, owner_id, withheld, unit, city, state, zip from place
    where id = any (${[...ids]}::uuid[])`.execute(db);
  return rows;
}
