import type { AgencyId, Permission } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

export interface UserRow {
  readonly id: string;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly active: boolean;
  /** When they began a session for this agency last. */
  readonly last_sign_in_at: string | null;
  readonly person_id: string;
  /** How they sign in, or why they cannot yet. */
  readonly sign_in: 'invited' | 'agencyPassword' | 'ownAccount' | 'awaitingApproval' | 'approvalExpired';
  readonly invited_until: string | null;
  readonly approval_until: string | null;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
}

const userSql = sql`
  select m.id, m.version, m.created_at, m.updated_at, m.active, m.last_sign_in_at, m.person_id, p.name, p.email,
    m.invited_until, m.approval_until,
    case when m.approval_until is not null then
        case when m.approval_until > now() then 'awaitingApproval' else 'approvalExpired' end
      when m.login_id is not null then 'ownAccount'
      when m.accepted_at is not null then 'agencyPassword' else 'invited' end as sign_in,
    (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by lower(r.name)), '[]')
     from membership_role mr join role r on r.id = mr.role_id
     where mr.membership_id = m.id and upper_inf(mr.valid)) as roles
  from membership m join person p on p.id = m.person_id`;

const escapeLike = (word: string) => `%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

/** An agency's users, newest first, one more than asked for when there are more. */
export async function listUsers(
  db: Db,
  agencyId: AgencyId,
  asked: { readonly words: readonly string[]; readonly active: boolean | null },
  after: string | null,
  limit: number,
): Promise<UserRow[]> {
  const { rows } = await sql<UserRow>`${userSql} where m.agency_id = ${agencyId}
    ${after === null ? sql`` : sql`and m.id < ${after}`}
    ${asked.active === null ? sql`` : sql`and m.active = ${asked.active}`}
    ${sql.join(
      asked.words.map((word) => sql`and lower(p.name || ' ' || p.email) like ${escapeLike(word)}`),
      sql` `,
    )}
    order by m.id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export async function findUser(db: Db, agencyId: AgencyId, id: string): Promise<UserRow | null> {
  const { rows } = await sql<UserRow>`${userSql} where m.agency_id = ${agencyId} and m.id = ${id}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** @param email in lower case */
export async function findUserByEmail(db: Db, agencyId: AgencyId, email: string): Promise<UserRow | null> {
  const { rows } = await sql<UserRow>`${userSql}
    where m.agency_id = ${agencyId} and lower(p.email) = ${email}`.execute(db);
  return rows[0] ?? null;
}

/** Moves a user's version on, with what stands in the membership itself. False: somebody was faster. */
export async function touchUser(db: Db, row: UserRow, active: boolean): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('membership')
    .set({ active, version: row.version + 1, updated_at: sql<string>`now()` })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends roles of a membership; the row stays, closed. */
export async function endRoles(db: Db, membershipId: string, roleIds: readonly string[]): Promise<void> {
  await sql`update membership_role set valid = tstzrange(lower(valid), greatest(now(), lower(valid)))
    where membership_id = ${membershipId} and role_id = any (${[...roleIds]}::uuid[]) and upper_inf(valid)`.execute(
    db,
  );
}

/** Users of an agency who manage its users, oldest first, at most 200: whom an operator's console shows. */
export async function listAdministrators(db: Db, agencyId: AgencyId): Promise<UserRow[]> {
  const { rows } =
    await sql<UserRow>`${userSql} where m.agency_id = ${agencyId} and ${manages(['Admin - Users'])}
    order by m.id limit 200`.execute(db);
  return rows;
}

/** The roles of a membership hold all of these together. */
const manages = (
  granted: readonly Permission[],
) => sql`not exists (select from unnest(${[...granted]}::text[]) wanted
  where not exists (select from membership_role mr join role r on r.id = mr.role_id
    where mr.membership_id = m.id and upper_inf(mr.valid) and wanted = any (r.permissions)))`;

const acting = sql`m.active and m.accepted_at is not null and m.approval_until is null`;

/** Agencies (`a`) where nobody who may act for them manages their users. */
export const withoutAdministrator = sql`not exists (select from membership m
  where m.agency_id = a.id and ${acting} and ${manages(['Admin - Users'])})`;

/** Those who may act for an agency now and hold all of these. */
export async function listHolders(
  db: Db,
  agencyId: AgencyId,
  granted: readonly Permission[],
): Promise<{ name: string; email: string }[]> {
  const { rows } = await sql<{ name: string; email: string }>`
    select p.name, p.email from membership m join person p on p.id = m.person_id
    where m.agency_id = ${agencyId} and ${acting}
      and ${manages(granted)} order by m.id limit 200`.execute(db);
  return rows;
}

/** A user waits for an administrator's approval for seven days from now, or no longer. */
export const setApproval = (db: Db, id: string, awaits: boolean) =>
  sql`update membership set approval_until = ${awaits ? sql`now() + interval '7 days'` : null},
    version = version + 1, updated_at = now() where id = ${id}`.execute(db);

/** Renames a person or gives them another address; two cannot have the same. */
export const updatePerson = (db: Db, id: string, change: { name?: string; email?: string }) =>
  db
    .updateTable('person')
    .set({ ...change, updated_at: sql<string>`now()` })
    .where('id', '=', id)
    .execute();
