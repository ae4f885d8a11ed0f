import { type Kysely, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import type { InvitationTable } from '../db/tables/people.ts';
import type { Tables } from '../db/tables.ts';
import { keyHash, newSecret } from '../http/keys.ts';

/** A link that works once. Its token is for whoever it was handed to; only its hash is stored. */
export interface Link {
  readonly token: string;
  readonly expiresAt: string;
}

/** What each kind of token begins with, and how long its link is good for, in hours. */
const kinds = {
  join: { prefix: 'spi', hours: 7 * 24 },
  prove: { prefix: 'spi', hours: 7 * 24 },
  setup: { prefix: 'sps', hours: 7 * 24 },
  email: { prefix: 'spe', hours: 24 },
  reset: { prefix: 'spr', hours: 1 },
} as const;

export type LinkPurpose = keyof typeof kinds;
type Whose = Partial<Pick<InvitationTable, 'membership_id' | 'login_id'>>;

/** Ends what was handed out for a purpose and has not been used. */
export const endLinks = (db: Kysely<Tables>, purpose: LinkPurpose, of: Whose) =>
  sql`update invitation set expires_at = now()
    where purpose = ${purpose} and membership_id is not distinct from ${of.membership_id ?? null}::uuid
      and login_id is not distinct from ${of.login_id ?? null}::uuid
      and used_at is null and expires_at > now()`.execute(db);

/** Mailed codes for a new password stop working: the password or the address was changed otherwise. */
export const endResetCodes = (db: Kysely<Tables>, address: string) =>
  sql`update invitation set expires_at = now()
    where purpose = 'reset' and email = ${address} and used_at is null and expires_at > now()`.execute(db);

/** Makes a link; every earlier one for the same purpose and login or membership ends. By the database's clock. */
export async function makeLink(
  db: Db,
  purpose: LinkPurpose,
  of: Whose & Partial<Pick<InvitationTable, 'email'>> = {},
): Promise<Link> {
  const { prefix, hours } = kinds[purpose];
  await endLinks(db, purpose, of);
  const token = newSecret(prefix);
  const { expires_at } = await db
    .insertInto('invitation')
    .values({
      id: newId(),
      purpose,
      ...of,
      hash: keyHash(token),
      expires_at: sql<string>`now() + make_interval(hours => ${hours})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return { token, expiresAt: expires_at };
}

export const useLink = (db: Db, id: string) =>
  sql`update invitation set used_at = now() where id = ${id}`.execute(db);
