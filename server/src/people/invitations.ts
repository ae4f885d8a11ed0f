import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import { logChange } from '../audit/audit.store.ts';
import type { Db } from '../db/open.ts';
import { keyHash } from '../http/keys.ts';
import { notFound } from '../http/problems.ts';
import type { PublicCall } from '../http/public.ts';
import { storePassword } from './credentials.ts';
import { type Link, makeLink } from './links.store.ts';
import { checkPassword } from './passwords.ts';

/** Invites a person to set their password; every earlier invitation of theirs ends. */
export const invite = (db: Db, personId: string, agencyId: AgencyId): Promise<Link> =>
  makeLink(db, 'join', { person_id: personId, agency_id: agencyId });

interface OpenInvitation {
  readonly id: string;
  readonly person_id: string;
  readonly agency_id: AgencyId;
  readonly expires_at: string;
  readonly name: string;
  readonly email: string;
  readonly agency: string;
}

/**
 * The invitation behind a token, held for this transaction. One that is used, replaced, over, or was never given out
 * is not there, in the same words; so is one of somebody who has a password meanwhile or may not act for the agency.
 */
async function openInvitation(db: Db, token: string): Promise<OpenInvitation> {
  const { rows } = await sql<OpenInvitation>`
    select i.id, i.person_id, i.agency_id, i.expires_at, p.name, p.email, a.name as agency
    from invitation i join person p on p.id = i.person_id
      join membership m on m.person_id = p.id and m.agency_id = i.agency_id and m.active
      join agency a on a.id = i.agency_id and a.active
    where i.hash = ${keyHash(token)} and i.purpose = 'join' and i.used_at is null and i.expires_at > now()
      and not exists (select from credential c where c.person_id = p.id and c.password is not null)
    for update of i`.execute(db);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** Who is invited to what. */
export async function readInvitation(call: PublicCall, token: string) {
  const { name, email, agency, expires_at } = await openInvitation(call.db, token);
  return { name, email, agency: { name: agency }, expiresAt: expires_at };
}

/** Accepts an invitation: the person chooses their password, and perhaps how they are called. The link is used up. */
export async function acceptInvitation(
  call: PublicCall,
  token: string,
  read: () => { password: string; name?: string },
) {
  const invitation = await openInvitation(call.db, token);
  const { password, name = invitation.name } = read();
  checkPassword(password, invitation.email);
  await storePassword(call.db, invitation.person_id, password);
  await sql`update invitation set used_at = now() where id = ${invitation.id}`.execute(call.db);
  await sql`update person set name = ${name.trim()}, updated_at = now()
    where id = ${invitation.person_id}`.execute(call.db);
  const person = { id: invitation.person_id };
  const asker = { person, credential: `invitation:${invitation.id}`, agency: { id: invitation.agency_id } };
  await logChange(
    { db: call.db, request: call.request, asker },
    {
      action: 'accept',
      kind: 'invitation',
      id: invitation.id,
      before: { name: invitation.name },
      after: { name },
    },
  );
  return { email: invitation.email };
}
