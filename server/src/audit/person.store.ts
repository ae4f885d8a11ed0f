import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.ts';

/** What somebody did, or tried, at the door: it concerns the person, not one agency. */
export interface SignInEvent {
  readonly action: 'signIn' | 'signInFailed' | 'signOut' | 'requestPasswordReset' | 'resetPassword';
  /** By whom: a session, which acts for one agency; a login; or whoever typed an address. */
  readonly of: { readonly session: string } | { readonly login: string } | { readonly email: string };
  /** Whether it was certainly that person who did it. */
  readonly theirs: boolean;
  readonly address: string;
  readonly requestId: string;
}

/** Whom it concerns, as agency and person: null twice for nobody. */
function concerned(of: SignInEvent['of']): RawBuilder<unknown> {
  if ('session' in of)
    return sql`select m.agency_id, coalesce(m.person_id, l.person_id) as person_id
      from session s join login l on l.id = s.login_id left join membership m on m.id = s.membership_id
      where s.id = ${of.session}`;
  const logins =
    'login' in of
      ? sql`l.id = ${of.login}`
      : sql`lower(l.email) = ${of.email} or l.membership_id in (select o.id from membership o
          join person p on p.id = o.person_id where lower(p.email) = ${of.email})`;
  return sql`select m.agency_id, coalesce(m.person_id, l.person_id) as person_id
    from login l left join (membership m join agency a on a.id = m.agency_id and a.active)
      on (m.login_id = l.id or m.id = l.membership_id) and m.active
    where ${logins}`;
}

/**
 * Writes it into the log of the agency that a session acts for. What was tried with an address stands in the log of
 * every agency whose password it could have been; where there is none, in the server's own. One statement whoever it
 * is, so that its time does not tell who is known here. An address that nobody has is not stored: people type passwords
 * into that field.
 */
export async function logSignInEvent(db: Kysely<Tables>, { action, of, ...how }: SignInEvent): Promise<void> {
  await sql`insert into audit_entry (agency_id, person_id, action, kind, record_id, after, request_id)
    select w.agency_id, case when ${how.theirs} then w.person_id end, ${action}, 'person', w.person_id,
      jsonb_build_object('address', ${how.address}::text), ${how.requestId}
    from (values (1)) as once left join (select distinct agency_id, person_id from (${concerned(of)}) c
      where person_id is not null) w on true`.execute(db);
}
