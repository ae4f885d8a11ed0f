import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import { keyHash, newSecret } from '../http/keys.ts';

/** A link that works once. Its token is known to whoever it was handed to; only its hash is kept. */
export interface Invitation {
  readonly token: string;
  readonly expiresAt: string;
}

const lastsDays = 7;

/** Invites a person to set their password; every earlier invitation of theirs ends. */
export async function invite(db: Db, personId: string, agencyId: AgencyId): Promise<Invitation> {
  await sql`update invitation set expires_at = now()
    where person_id = ${personId} and used_at is null and expires_at > now()`.execute(db);
  const token = newSecret('spi');
  const expiresAt = new Date(Date.now() + lastsDays * 86_400_000).toISOString();
  await db
    .insertInto('invitation')
    .values({
      id: newId(),
      purpose: 'join',
      person_id: personId,
      agency_id: agencyId,
      hash: keyHash(token),
      expires_at: expiresAt,
    })
    .execute();
  return { token, expiresAt };
}
