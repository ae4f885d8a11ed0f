import { linkPermissions, type NewApiKey, type NewLinkKey } from '@standpipe/contract';
import { v7 as newId } from 'uuid';
import { emitAccess, logChange } from '../audit/audit.store.ts';
import { type Call, isId, ownAgency } from '../http/call.ts';
import { keyHash, newSecret } from '../http/keys.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { membershipOf, sessionOf } from '../http/session.ts';
import {
  findKey,
  insertKey,
  isAhead,
  type KeyRow,
  listAgencyKeys,
  listKeys,
  revokeAgencyKey,
  revokeKey,
} from './keys.store.ts';
import { requirePermissions } from './limits.ts';

const present = (row: KeyRow) => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  permissions: row.permissions,
  link: row.link,
  expiresAt: row.expires_at,
  createdAt: row.created_at,
});

/** Secrets of keys made in a call, for its answer and nothing else. */
const handedOut = new WeakMap<Call, string>();

/** The keys of the asker's own membership that are not revoked, newest first. */
export async function pageOfKeys(call: Call, { limit = 50, cursor }: { limit?: number; cursor?: string }) {
  const membershipId = membershipOf(call.asker);
  const bound = `keys:${call.asker.credential}:${membershipId}`;
  const after = cursor ? openCursor(cursor, bound, call.house.secret).id : null;
  const rows = await listKeys(call.db, membershipId, after, limit);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((row) => present(row)),
    nextCursor: last
      ? sealCursor({ sort: '-createdAt', filters: {}, key: null, id: last.id }, bound, call.house.secret)
      : null,
  };
}

export async function readKey(call: Call, id: string) {
  const row = await findKey(call.db, membershipOf(call.asker), id);
  if (!row) throw notFound();
  const key = handedOut.get(call);
  if (key === undefined) return present(row);
  return { ...present(row), ...(row.link ? { path: `/ogc/k/${key}` } : { key }) };
}

/** Makes a key with part of what its maker holds. */
export async function createKey(call: Call, wanted: NewApiKey): Promise<string> {
  return makeKey(call, { ...wanted, link: false });
}

/** Makes a key that stands in the path of the GIS interface and reads layers there. */
export async function createLinkKey(call: Call, wanted: NewLinkKey): Promise<string> {
  const held = linkPermissions.filter((each) => call.asker.viewer.permissions.has(each));
  const { name = 'GIS link', permissions = held } = wanted;
  if (permissions.length === 0)
    throw new Problem(
      'not_allowed',
      `A GIS link reads what you may read: you need ${linkPermissions.join(' or ')}.`,
      { missing: [...linkPermissions] },
    );
  return makeKey(call, { ...wanted, name, permissions, link: true });
}

/**
 * The key is in this answer only; its SHA-256 is stored. A key makes no other: the other would outlive it.
 * @throws Problem `not_allowed`, `invalid`
 */
async function makeKey(call: Call, wanted: NewApiKey & { readonly link: boolean }): Promise<string> {
  const membershipId = membershipOf(call.asker);
  requirePermissions(call, wanted.permissions);
  sessionOf(call.asker);
  const expiresAt = wanted.expiresAt ?? null;
  if (expiresAt !== null && !(await isAhead(call.db, expiresAt)))
    throw invalidField('expiresAt', 'is not in the future', 'past');
  const id = newId();
  const key = newSecret(wanted.link ? 'spl' : 'spk');
  const row = {
    id,
    name: wanted.name.trim(),
    prefix: key.slice(0, 10),
    permissions: [...wanted.permissions],
    link: wanted.link,
  };
  await insertKey(call.db, {
    ...row,
    membership_id: membershipId,
    hash: keyHash(key),
    expires_at: expiresAt,
  });
  handedOut.set(call, key);
  await logChange(call, { action: 'create', kind: 'apiKey', id, after: { ...row, expiresAt } });
  return id;
}

/** Ends a key; the next call with it is 401. */
export async function endKey(call: Call, id: string): Promise<void> {
  if (!isId(id) || !(await revokeKey(call.db, membershipOf(call.asker), id))) throw notFound();
  await logChange(call, { action: 'revoke', kind: 'apiKey', id });
  await emitAccess(call, [ownAgency(call).id]);
}

/** Every key of the asker's agency that is not ended, newest first, with whose it is. */
export async function pageOfAgencyKeys(
  call: Call,
  { limit = 50, cursor }: { limit?: number; cursor?: string },
) {
  sessionOf(call.asker);
  const agency = ownAgency(call).id;
  const bound = `agency-keys:${call.asker.credential}:${agency}`;
  const after = cursor ? openCursor(cursor, bound, call.house.secret).id : null;
  const rows = await listAgencyKeys(call.db, agency, after, limit);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((row) => ({
      ...present(row),
      user: { id: row.membership_id, name: row.user_name, email: row.user_email, active: row.user_active },
    })),
    nextCursor: last
      ? sealCursor({ sort: '-createdAt', filters: {}, key: null, id: last.id }, bound, call.house.secret)
      : null,
  };
}

/** Ends a key of anybody in the asker's agency, for good. */
export async function endAgencyKey(call: Call, id: string): Promise<void> {
  sessionOf(call.asker);
  if (!(await revokeAgencyKey(call.db, ownAgency(call).id, id))) throw notFound();
  await logChange(call, { action: 'revoke', kind: 'apiKey', id });
  await emitAccess(call, [ownAgency(call).id]);
}
