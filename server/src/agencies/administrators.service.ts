import type { LostInvitation, NewAgencyUser } from '@standpipe/contract';
import { agencyId } from '@standpipe/policy';
import type { Static } from 'typebox';
import type { Call } from '../http/call.ts';
import { notFound } from '../http/problems.ts';
import { addAsOperator, administratorsOf, roleNamed } from '../people/addition.ts';
import { handedOut, handOut } from '../people/handing.ts';
import { invite } from '../people/invitations.ts';
import { sendAddedByOperator, tellAfterCommit } from '../people/people.mail.ts';
import { renewInvitationOf } from '../people/users.service.ts';
import { findAgency } from './agencies.store.ts';

const agencyNamed = async (call: Call, id: string) => {
  const row = await findAgency(call.db, id);
  if (!row) throw notFound();
  return { id: agencyId(id), name: row.name };
};

/** What the operator reads of a user: who, whether the agency has to agree, and the link where one was made. */
const present = (
  call: Call,
  user: { id: string; name: string; email: string; role: string; awaitsApproval: boolean },
) => {
  const invitation = handedOut(call);
  return { ...user, ...(invitation && { invitation }) };
};

/**
 * Adds somebody to an agency in one of its roles, Administrator unless said. Without a password the answer carries an
 * invitation link, this once. Where the agency has an administrator, one of them has to agree.
 */
export async function addFirstAdministrator(
  call: Call,
  id: string,
  read: () => Static<typeof NewAgencyUser>,
) {
  const agency = await agencyNamed(call, id);
  const { role: named = 'Administrator', ...person } = read();
  const role = await roleNamed(call.db, agency.id, named);
  const added = await addAsOperator(call, { agency, role, ...person });
  const { membershipId, name, email, awaitsApproval } = added;
  if (person.password === undefined) handOut(call, agency, added, await invite(call.db, membershipId));
  for (const each of added.notified)
    tellAfterCommit(call, () => sendAddedByOperator(call.house, each, added.text));
  return present(call, { id: membershipId, name, email, role: role.name, awaitsApproval });
}

/** A new link for somebody who was added and lost theirs before choosing a password; the earlier one ends. */
export async function inviteAgain(call: Call, id: string, read: () => Static<typeof LostInvitation>) {
  const agency = await agencyNamed(call, id);
  const user = await renewInvitationOf(call, agency, read().email);
  const role = user.roles.map(({ name }) => name).join(', ');
  const awaitsApproval = user.approval_until !== null;
  return present(call, { id: user.id, name: user.name, email: user.email, role, awaitsApproval });
}

/** An agency's users who manage its users: how they sign in, or why not yet, and when they did last. */
export async function readAdministrators(call: Call, id: string) {
  const agency = await agencyNamed(call, id);
  const rows = await administratorsOf(call.db, agency.id);
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      roles: row.roles.map(({ name }) => name),
      active: row.active,
      signIn: row.sign_in,
      invitedUntil: row.invited_until,
      approvalUntil: row.approval_until,
      lastSignInAt: row.last_sign_in_at,
    })),
    nextCursor: null,
  };
}
