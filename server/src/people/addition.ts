import type { AgencyId, Permission } from '@standpipe/policy';
import { type Author, logChanges } from '../audit/audit.store.ts';
import { lockSharing } from '../db/locks.ts';
import type { Db } from '../db/open.ts';
import { invalidField } from '../http/problems.ts';
import { addNotice } from '../notices/notices.store.ts';
import { checkEmail, enrolPerson, normalEmail } from './enrol.ts';
import { handOutPassword } from './logins.store.ts';
import { inviteUntil, markAccepted } from './memberships.store.ts';
import { cleanName } from './names.ts';
import { checkPassword } from './passwords.ts';
import {
  findUserByEmail,
  listAdministrators,
  listHolders,
  setApproval,
  updatePerson,
} from './users.store.ts';

/** An agency's users who manage its users, as the operator may know them: no records, only how they sign in. */
export const administratorsOf = listAdministrators;

/** Somebody whom the operator adds to an agency in one of its roles. */
export interface Addition {
  readonly agency: { readonly id: AgencyId; readonly name: string };
  readonly role: { readonly id: string; readonly name: string; readonly permissions: readonly Permission[] };
  readonly name: string;
  readonly email: string;
  readonly password?: string | undefined;
}

export interface Added {
  readonly membershipId: string;
  readonly name: string;
  readonly email: string;
  /** An administrator of the agency has to agree, within seven days. */
  readonly awaitsApproval: boolean;
  /** What the agency's user administrators are told, and who they are. */
  readonly text: string;
  readonly notified: readonly { readonly name: string; readonly email: string }[];
}

export { withoutAdministrator } from './users.store.ts';

/** The operator runs the server and is no user of its agencies: where somebody there could add a user, they decide. */
const decides = (granted: readonly Permission[]): Permission[] => [
  ...new Set<Permission>(['Admin - Users', ...granted]),
];

/**
 * Adds somebody as the operator. Where the agency has a user who manages its users and holds everything that the role
 * does, one of those has to agree; where it has none, it is at once. All who manage its users get a notice, and both
 * logs have it.
 * @param by the operator's call; without one the command line did it
 */
export async function addAsOperator(
  by: Pick<Author, 'db'> & Partial<Author>,
  { agency, role, ...wanted }: Addition,
): Promise<Added> {
  const { db } = by;
  checkEmail(wanted.email);
  const [name, email] = [cleanName(wanted.name), normalEmail(wanted.email)];
  await lockSharing(db, [agency.id], 'change');
  const awaitsApproval = (await listHolders(db, agency.id, decides(role.permissions))).length > 0;
  const notified = await listHolders(db, agency.id, ['Admin - Users']);
  const membershipId =
    (await addAgain(db, { agency, role, ...wanted, name, email }, awaitsApproval)) ??
    (
      await enrolPerson(db, {
        ...{ name, email, password: wanted.password, agencyId: agency.id, roleIds: [role.id] },
        needsApproval: awaitsApproval,
      })
    ).membershipId;
  const text = awaitsApproval
    ? `The operator added ${name} (${email}) as ${role.name}. Accept or refuse them under Users within 7 days.`
    : `The operator added ${name} (${email}) as ${role.name}.`;
  if (notified.length > 0)
    await addNotice(
      { db },
      {
        agency: agency.id,
        about: agency.id,
        needs: ['Admin - Users'],
        topic: 'userAdded',
        kind: 'user',
        recordId: membershipId,
        text,
      },
    );
  const change = { action: 'create', kind: 'user', id: membershipId };
  const after = { name, email, role: role.name, ...(awaitsApproval && { awaitsApproval }) };
  await logChanges({ ...by, asker: by.asker && { ...by.asker, agency: null } } as typeof by, [
    { ...change, after, agency: agency.id },
    { ...change, after: { ...after, agency: agency.name } },
  ]);
  return { membershipId, name, email, awaitsApproval, text, notified };
}

/** Who waited in vain may be added again, as new. Null: there is no such user. */
async function addAgain(
  db: Db,
  { agency, name, email, password }: Addition,
  awaits: boolean,
): Promise<string | null> {
  const row = await findUserByEmail(db, agency.id, email);
  if (row?.sign_in !== 'approvalExpired' || !row.active) return null;
  if (password !== undefined) {
    checkPassword(password, email);
    await handOutPassword(db, row.id, name, password);
    await markAccepted(db, row.id, null);
  }
  await updatePerson(db, row.person_id, { name });
  await setApproval(db, row.id, awaits);
  await inviteUntil(db, row.id);
  return row.id;
}

/** @throws Problem `invalid` where the agency has no such role */
export async function roleNamed(db: Db, agencyId: AgencyId, name: string): Promise<Addition['role']> {
  const role = await db
    .selectFrom('role')
    .select(['id', 'name', 'permissions'])
    .where('agency_id', '=', agencyId)
    .where('name', '=', name)
    .executeTakeFirst();
  if (!role) throw invalidField('role', 'is not a role of this agency', 'unknown_role');
  return role;
}
