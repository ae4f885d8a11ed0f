import { type AgencyId, type Permission, permissions } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Call } from '../http/call.ts';
import { Problem } from '../http/problems.ts';

/**
 * Nobody gives a role, key or person a permission they do not hold; taking away is free.
 * @throws Problem `not_allowed` that names what the asker lacks
 */
export function requirePermissions(call: Call, given: Iterable<Permission>): void {
  const lacking = [...new Set(given)].filter((each) => !call.asker.viewer.permissions.has(each));
  if (lacking.length === 0) return;
  throw new Problem('not_allowed', `You cannot give what you do not hold: ${lacking.join(', ')}.`, {
    missing: lacking,
  });
}

/** What it takes to run an agency; the second counts where the first has grown with a new version of Standpipe. */
const wholes: readonly (readonly Permission[])[] = [
  permissions,
  permissions.filter((each) => each.startsWith('Admin - ')),
];

/** How many users who may act for an agency hold all of these by their roles together. */
export async function holders(db: Db, agencyId: AgencyId, all: readonly Permission[]): Promise<number> {
  const { rows } = await sql`
    select m.id from membership m
      join membership_role mr on mr.membership_id = m.id and upper_inf(mr.valid)
      join role r on r.id = mr.role_id cross join unnest(r.permissions) each
    where m.agency_id = ${agencyId} and m.active and m.accepted_at is not null and m.approval_until is null
      and each = any (${all}::text[])
    group by m.id having count(distinct each) = ${all.length}`.execute(db);
  return rows.length;
}

/**
 * Does a change and sees to it that the agency keeps an administrator: an active user who holds every permission, by
 * whichever roles. What nobody holds nobody could ever give again. Runs under the agency's lock.
 * @throws Problem `conflict` when the last one would be removed, deactivated or stripped, by their roles too
 */
export async function keepAdministrator<T>(db: Db, agencyId: AgencyId, change: () => Promise<T>): Promise<T> {
  const before = [];
  for (const whole of wholes) before.push(await holders(db, agencyId, whole));
  const result = await change();
  for (const [at, whole] of wholes.entries())
    if (before[at]! > 0 && (await holders(db, agencyId, whole)) === 0)
      throw new Problem(
        'conflict',
        'Your agency would lose its last administrator, who holds every permission; make another user one first.',
      );
  return result;
}
