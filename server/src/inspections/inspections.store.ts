import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** An active user of an agency, or undefined; other agencies' users look like nobody's. */
export const findInspector = (db: Db, agency: AgencyId, membershipId: string) =>
  db
    .selectFrom('membership')
    .select(['id', 'person_id'])
    .where('id', '=', membershipId)
    .where('agency_id', '=', agency)
    .where('active', '=', true)
    .executeTakeFirst();

/** Every active user of an agency, by name. */
export const listInspectors = (db: Db, agency: AgencyId) =>
  db
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select(['m.id', 'p.name'])
    .where('m.agency_id', '=', agency)
    .where('m.active', '=', true)
    .orderBy(sql`lower(p.name)`)
    .orderBy('m.id')
    .execute();

/** An inspection of an agency at a place, kept from being deleted until this transaction ends. */
export const findEarlier = (db: Db, agency: AgencyId, placeId: string, id: string) =>
  db
    .selectFrom('inspection')
    .select('id')
    .where('id', '=', id)
    .where('author_id', '=', agency)
    .where('place_id', '=', placeId)
    .forKeyShare()
    .executeTakeFirst();

/** Is one inspection, through however many others, a re-inspection of another? */
export async function isReinspection(db: Db, later: string, earlier: string): Promise<boolean> {
  const { rows } = await sql<{
    circles: boolean;
  }>`select reinspects(${later}, ${earlier}) as circles`.execute(db);
  return rows[0]!.circles;
}
