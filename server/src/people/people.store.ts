import type { AgencyId, Permission } from '@standpipe/policy';
import { type Kysely, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Tables } from '../db/tables.ts';

/** A person's agencies that they may act for now, in the order in which they joined. */
export interface Acting {
  readonly membershipId: string;
  readonly agency: {
    readonly id: AgencyId;
    readonly name: string;
    readonly state: string;
    readonly color: string;
  };
}

export async function actingMemberships(db: Kysely<Tables>, personId: string): Promise<Acting[]> {
  const { rows } = await sql<Acting>`
    select m.id as "membershipId",
      jsonb_build_object('id', a.id, 'name', a.name, 'state', a.state, 'color', a.color) as agency
    from membership m join agency a on a.id = m.agency_id
    where m.person_id = ${personId} and m.active and a.active order by m.id`.execute(db);
  return rows;
}

/** Whom an agency's own people and its partners are told to ask. */
export const contactOf = (db: Kysely<Tables>, agencyId: AgencyId) =>
  db
    .selectFrom('agency')
    .select(['contact_name as name', 'contact_phone as phone', 'contact_email as email'])
    .where('id', '=', agencyId)
    .executeTakeFirst();

/** Where a new session begins: the first agency to act for, none for an operator without one, null for nobody. */
export async function firstMembership(
  db: Kysely<Tables>,
  personId: string,
): Promise<{ membershipId: string | null } | null> {
  const [first] = await actingMemberships(db, personId);
  if (first) return { membershipId: first.membershipId };
  const person = await db
    .selectFrom('person')
    .select('operator')
    .where('id', '=', personId)
    .executeTakeFirst();
  return person?.operator ? { membershipId: null } : null;
}

/** Is this person known beyond one agency: in another, or as an operator? Then no one agency speaks for them. */
export async function isKnownBeyond(db: Db, personId: string, agencyId: AgencyId): Promise<boolean> {
  const { rows } = await sql<{ beyond: boolean }>`
    select operator or exists (select from membership m where m.person_id = p.id and m.agency_id <> ${agencyId}) as beyond
    from person p where p.id = ${personId}`.execute(db);
  return rows[0]?.beyond ?? false;
}

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
