import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.ts';

/** What somebody did, or tried, at the door: it concerns the person, not one agency. */
export interface AtTheDoor {
  readonly action: 'signIn' | 'signInFailed' | 'signOut' | 'requestPasswordReset' | 'resetPassword';
  /** Whose door it is: by id, or by the address that was typed. */
  readonly of: { readonly id: string } | { readonly email: string };
  /** Whether it was certainly that person who did it. */
  readonly theirs: boolean;
  readonly address: string;
  readonly requestId: string;
}

/**
 * Writes it into the log of every agency that the person may act for; where there is none, or nobody has the address,
 * into the server's own. One statement whoever it is, so that its time does not tell who is known here. An address
 * that nobody has is not kept: people type passwords into that field.
 */
export async function logAtTheDoor(db: Kysely<Tables>, { action, of, ...how }: AtTheDoor): Promise<void> {
  const whose = 'id' in of ? sql`p.id = ${of.id}` : sql`lower(p.email) = ${of.email}`;
  await sql`insert into audit_entry (agency_id, person_id, action, kind, record_id, after, request_id)
    select m.agency_id, case when ${how.theirs} then p.id end, ${action}, 'person', p.id,
      jsonb_build_object('address', ${how.address}::text), ${how.requestId}
    from (values (1)) as once left join person p on ${whose}
      left join (membership m join agency a on a.id = m.agency_id and a.active) on m.person_id = p.id and m.active`.execute(
    db,
  );
}
