import type { NewAgencyUser } from '@standpipe/contract';
import { agencyId } from '@standpipe/policy';
import type { Static } from 'typebox';
import { logChange } from '../audit/audit.store.ts';
import type { Call } from '../http/call.ts';
import { invalidField, notFound } from '../http/problems.ts';
import { enrolPerson } from '../people/enrol.ts';
import { findAgency } from './agencies.store.ts';

/**
 * Adds somebody to an agency in one of its roles, Administrator unless said. Without a password the answer carries
 * an invitation link, this once.
 */
export async function addFirstAdministrator(
  call: Call,
  id: string,
  read: () => Static<typeof NewAgencyUser>,
) {
  if (!(await findAgency(call.db, id))) throw notFound();
  const { role = 'Administrator', ...person } = read();
  const agency = agencyId(id);
  const held = await call.db
    .selectFrom('role')
    .select('id')
    .where('agency_id', '=', agency)
    .where('name', '=', role)
    .executeTakeFirst();
  if (!held) throw invalidField('role', 'is not a role of this agency', 'unknown_role');
  const { membershipId, invitation } = await enrolPerson(call.db, {
    ...person,
    agencyId: agency,
    roleIds: [held.id],
  });
  await logChange(call, {
    action: 'create',
    kind: 'user',
    id: membershipId,
    after: { name: person.name, email: person.email, role },
    agency,
  });
  const base = call.house.config.publicUrl ?? `${call.request.protocol}://${call.request.host}`;
  return {
    id: membershipId,
    name: person.name,
    email: person.email,
    role,
    ...(invitation && {
      invitation: { ...invitation, url: `${base}/invitation/${invitation.token}` },
    }),
  };
}
