import type { LostInvitation, NewAgencyUser } from '@standpipe/contract';
import { agencyId } from '@standpipe/policy';
import type { Static } from 'typebox';
import { logChange } from '../audit/audit.store.ts';
import type { Call } from '../http/call.ts';
import { invalidField, notFound } from '../http/problems.ts';
import { enrolPerson } from '../people/enrol.ts';
import { handedOut, handOut } from '../people/handing.ts';
import { renewInvitationOf } from '../people/users.service.ts';
import { findAgency } from './agencies.store.ts';

const agencyNamed = async (call: Call, id: string) => {
  const row = await findAgency(call.db, id);
  if (!row) throw notFound();
  return { id: agencyId(id), name: row.name };
};

/** What the operator reads of a user: who, and the link where one was made. */
const present = (call: Call, user: { id: string; name: string; email: string; role: string }) => {
  const invitation = handedOut(call);
  return { ...user, ...(invitation && { invitation }) };
};

/**
 * Adds somebody to an agency in one of its roles, Administrator unless said. Without a password the answer carries
 * an invitation link, this once.
 */
export async function addFirstAdministrator(
  call: Call,
  id: string,
  read: () => Static<typeof NewAgencyUser>,
) {
  const agency = await agencyNamed(call, id);
  const { role = 'Administrator', ...person } = read();
  const held = await call.db
    .selectFrom('role')
    .select('id')
    .where('agency_id', '=', agency.id)
    .where('name', '=', role)
    .executeTakeFirst();
  if (!held) throw invalidField('role', 'is not a role of this agency', 'unknown_role');
  const { membershipId, invitation } = await enrolPerson(call.db, {
    ...person,
    agencyId: agency.id,
    roleIds: [held.id],
  });
  const { name, email } = person;
  if (invitation) handOut(call, agency, person, invitation);
  await logChange(call, {
    action: 'create',
    kind: 'user',
    id: membershipId,
    after: { name, email, role },
    agency: agency.id,
  });
  return present(call, { id: membershipId, name, email, role });
}

/** A new link for somebody who was added and lost theirs before choosing a password; the earlier one ends. */
export async function inviteAgain(call: Call, id: string, read: () => Static<typeof LostInvitation>) {
  const agency = await agencyNamed(call, id);
  const user = await renewInvitationOf(call, agency, read().email);
  const role = user.roles.map(({ name }) => name).join(', ');
  return present(call, { id: user.id, name: user.name, email: user.email, role });
}
