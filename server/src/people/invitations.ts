import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import { type Author, emitAccess, logChange } from '../audit/audit.store.ts';
import type { Db } from '../db/open.ts';
import { keyHash } from '../http/keys.ts';
import { invalidField, notFound } from '../http/problems.ts';
import type { PublicCall } from '../http/public.ts';
import { acceptWith } from './acceptance.ts';
import { type Link, makeLink, useLink } from './links.store.ts';
import {
  handOutPassword,
  type LoginRow,
  makeOwnLogin,
  markProven,
  ownLogin,
  passwordHashOf,
  storePassword,
} from './logins.store.ts';
import { inviteUntil, markAccepted } from './memberships.store.ts';
import { cleanName } from './names.ts';
import { checkPassword, verifyPassword } from './passwords.ts';
import { endSessions } from './sessions.store.ts';
import { updatePerson } from './users.store.ts';

/** The two ways into one membership. Whoever follows the mailed link reads the address; the other proves nothing. */
export interface Invitation {
  /** For the agency to hand out: the password chosen by it opens this agency only. */
  readonly link: Link;
  /** For the mail, and for nothing else. */
  readonly mailed: Link;
}

/** Invites a user, who may accept for seven days; earlier links of theirs end. */
export async function invite(db: Db, membershipId: string): Promise<Invitation> {
  await inviteUntil(db, membershipId);
  const of = { membership_id: membershipId };
  return { link: await makeLink(db, 'join', of), mailed: await makeLink(db, 'prove', of) };
}

interface OpenInvitation {
  readonly id: string;
  readonly purpose: 'join' | 'prove';
  readonly membership_id: string;
  readonly person_id: string;
  readonly agency_id: AgencyId;
  readonly expires_at: string;
  readonly name: string;
  readonly email: string;
  readonly agency: string;
}

/**
 * The invitation behind a token, locked for this transaction. One that is used, replaced, over, or was never given out
 * is not there, in the same words; so is one of somebody who has accepted meanwhile or may not act for the agency.
 */
async function openInvitation(db: Db, token: string): Promise<OpenInvitation> {
  const { rows } = await sql<OpenInvitation>`
    select i.id, i.purpose, i.membership_id, m.person_id, m.agency_id, i.expires_at, p.name, p.email, a.name as agency
    from invitation i join membership m on m.id = i.membership_id and m.active and m.login_id is null
      join person p on p.id = m.person_id join agency a on a.id = m.agency_id and a.active
    where i.hash = ${keyHash(token)} and i.used_at is null and i.expires_at > now()
      and (i.purpose = 'prove' or (i.purpose = 'join' and m.accepted_at is null))
    for update of i, m`.execute(db);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** Their own login at the invited address; only who came by mail is asked for it or told of it. */
const provenLogin = async (db: Db, { purpose, email }: OpenInvitation): Promise<LoginRow | undefined> => {
  const login = purpose === 'prove' ? await ownLogin(db, email) : undefined;
  return login?.email_verified && (await passwordHashOf(db, login.id)) !== null ? login : undefined;
};

/** Who is invited to what. */
export async function readInvitation(call: PublicCall, token: string) {
  const invitation = await openInvitation(call.db, token);
  const { name, email, agency, expires_at } = invitation;
  const proven = (await provenLogin(call.db, invitation)) !== undefined;
  return { name, email, agency: { name: agency }, expiresAt: expires_at, hasAccount: proven };
}

/**
 * Accepts an invitation. By the mailed link the address is proven: its person accepts with the login of their own, and
 * chooses its password where there is none. By a link that the agency handed out they choose one for this agency only.
 * The link is used up.
 */
export async function acceptInvitation(
  call: PublicCall,
  token: string,
  read: () => { password?: string; name?: string },
) {
  const invitation = await openInvitation(call.db, token);
  const { db } = call;
  const given = read();
  const name = cleanName(given.name ?? invitation.name);
  const proven = await provenLogin(db, invitation);
  if (
    proven &&
    given.password !== undefined &&
    !(await verifyPassword((await passwordHashOf(db, proven.id))!, given.password))
  )
    throw invalidField(
      'password',
      'is not the password of your account; leave it out, or choose another by e-mail',
      'wrong_password',
    );
  if (!proven) {
    if (given.password === undefined) throw invalidField('password', 'is needed', 'required');
    checkPassword(given.password, invitation.email);
  }
  await useLink(db, invitation.id);
  if (name !== invitation.name) await updatePerson(db, invitation.person_id, { name });
  const person = { id: invitation.person_id };
  const asker = { person, credential: `invitation:${invitation.id}`, agency: { id: invitation.agency_id } };
  const author: Author = { db, request: call.request, asker };
  if (invitation.purpose === 'prove') {
    const login = proven ?? (await proveByMail(call, invitation.email, name, given.password!));
    await acceptWith(author, invitation.membership_id, login.id);
  } else {
    await handOutPassword(db, invitation.membership_id, name, given.password!);
    await markAccepted(db, invitation.membership_id, null);
  }
  await logChange(author, {
    action: 'accept',
    kind: 'invitation',
    id: invitation.id,
    before: { name: invitation.name },
    after: { name },
  });
  return { email: invitation.email };
}

/**
 * Whoever reads an address chooses the password of the login at it. What stood there before, proven by nobody or
 * forgotten, opens nothing any more.
 */
export async function proveByMail(
  call: PublicCall,
  address: string,
  name: string,
  password: string,
): Promise<LoginRow> {
  const login = await makeOwnLogin(call.db, address, name);
  await storePassword(call.db, login.id, password);
  await markProven(call.db, login.id);
  const ended = await endSessions(call.db, { loginId: login.id });
  if (ended.length > 0)
    await emitAccess({ db: call.db, house: call.house, afterCommit: call.afterCommit }, ended);
  return login;
}
