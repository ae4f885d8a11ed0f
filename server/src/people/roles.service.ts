import type { NewRole, RoleChange } from '@standpipe/contract';
import { v7 as newId } from 'uuid';
import { emitAccess, logChange } from '../audit/audit.store.ts';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { notFound, Problem } from '../http/problems.ts';
import { keepAdministrator, requirePermissions } from './limits.ts';
import { findRole, insertRole, listRoles, type RoleRow, updateRole } from './roles.store.ts';

const present = (row: RoleRow) => ({
  id: row.id,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  name: row.name,
  permissions: row.permissions,
  builtIn: row.built_in,
});

async function existing(call: Call, id: string): Promise<RoleRow> {
  const row = await findRole(call.db, ownAgency(call).id, id);
  if (!row) throw notFound();
  return row;
}

export const readRole = async (call: Call, id: string) => present(await existing(call, id));

export async function pageOfRoles(call: Call, { limit = 50, cursor }: { limit?: number; cursor?: string }) {
  const agency = ownAgency(call).id;
  const bound = `roles:${call.asker.credential}:${agency}`;
  const after = cursor ? openCursor(cursor, bound, call.house.secret).id : null;
  const rows = await listRoles(call.db, agency, after, limit);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(present),
    nextCursor: last
      ? sealCursor({ sort: '-createdAt', filters: {}, key: null, id: last.id }, bound, call.house.secret)
      : null,
  };
}

export async function createRole(call: Call, wanted: NewRole): Promise<string> {
  requirePermissions(call, wanted.permissions);
  const id = newId();
  const role = { name: wanted.name.trim(), permissions: [...wanted.permissions] };
  await insertRole(call.db, { id, agency_id: ownAgency(call).id, ...role });
  await logChange(call, { action: 'create', kind: 'role', id, after: role });
  return id;
}

/**
 * Changes a role for everybody who has it, at once. What is added must be held by whoever adds it; a role that holds
 * more than they do may be edited as long as nothing is added beyond.
 */
export async function changeRole(call: Call, id: string, read: () => RoleChange) {
  const agency = ownAgency(call).id;
  const row = await existing(call, id);
  const { name = row.name, permissions = row.permissions } = read();
  requirePermissions(
    call,
    permissions.filter((each) => !row.permissions.includes(each)),
  );
  requireVersion(call, row.version);
  if (row.built_in && name.trim() !== row.name)
    throw new Problem('conflict', 'A built-in role keeps its name; make a role of your own instead.');
  const before = { name: row.name, permissions: row.permissions };
  const after = { name: name.trim(), permissions: [...permissions] };
  if (JSON.stringify(before) === JSON.stringify(after)) return present(row);
  const changed = await keepAdministrator(call.db, agency, () => updateRole(call.db, id, row.version, after));
  if (!changed)
    throw new Problem('stale', 'Somebody changed this in the meantime.', { version: row.version + 1 });
  await logChange(call, { action: 'edit', kind: 'role', id, before, after });
  await emitAccess(call, [agency]);
  return readRole(call, id);
}
