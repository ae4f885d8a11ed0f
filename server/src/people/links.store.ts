import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import type { InvitationTable } from '../db/tables/people.ts';
import { keyHash, newSecret } from '../http/keys.ts';

/** A link that works once. Its token is known to whoever it was handed to; only its hash is kept. */
export interface Link {
  readonly token: string;
  readonly expiresAt: string;
}

/** What each kind of token begins with, and how long its link is good for, in hours. */
const kinds = {
  join: { prefix: 'spi', hours: 7 * 24 },
  setup: { prefix: 'sps', hours: 7 * 24 },
  email: { prefix: 'spe', hours: 24 },
} as const;

/** Makes a link; every earlier one for the same purpose and person ends. */
export async function makeLink(
  db: Db,
  purpose: keyof typeof kinds,
  of: Partial<Pick<InvitationTable, 'person_id' | 'agency_id' | 'email'>> = {},
): Promise<Link> {
  const { prefix, hours } = kinds[purpose];
  await sql`update invitation set expires_at = now()
    where purpose = ${purpose} and person_id is not distinct from ${of.person_id ?? null}
      and used_at is null and expires_at > now()`.execute(db);
  const token = newSecret(prefix);
  const expiresAt = new Date(Date.now() + hours * 3_600_000).toISOString();
  await db
    .insertInto('invitation')
    .values({ id: newId(), purpose, ...of, hash: keyHash(token), expires_at: expiresAt })
    .execute();
  return { token, expiresAt };
}
