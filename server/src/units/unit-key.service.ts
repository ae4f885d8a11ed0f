import { timingSafeEqual } from 'node:crypto';
import { logChange } from '../audit/audit.store.ts';
import type { Db } from '../db/open.ts';
import { type Call, isId, ownAgency } from '../http/call.ts';
import { keyHash, newSecret } from '../http/keys.ts';
import { notFound, Problem } from '../http/problems.ts';
import { reachForWrite } from '../records/verbs.ts';
import { deleteKey, findKey, storeKey } from './unit-key.store.ts';
import { unitDomain } from './units.service.ts';

/** Makes a unit's key, which is shown this once; an earlier one stops working. */
export async function makeKey(call: Call, id: string): Promise<{ key: string }> {
  const { way } = await reachForWrite(call, unitDomain, id, 'edit');
  const key = newSecret('spu');
  await storeKey(call.db, {
    unit: id,
    owner: ownAgency(call).id,
    hash: keyHash(key),
    by: call.asker.person.id,
  });
  await logChange(call, { action: 'makeKey', kind: 'device', id, way });
  return { key };
}

/** @throws Problem `not_found` when the unit has no key */
export async function removeKey(call: Call, id: string): Promise<void> {
  const { way } = await reachForWrite(call, unitDomain, id, 'edit');
  if (!(await deleteKey(call.db, id))) throw notFound();
  await logChange(call, { action: 'removeKey', kind: 'device', id, way });
}

const noKey = Buffer.alloc(32);

/** The unit whose id and key come as Basic credentials. @throws Problem `unauthenticated` */
export async function unitOf(db: Db, authorization: string | undefined): Promise<string> {
  const refused = new Problem('unauthenticated', "Send the unit's id and its key as Basic credentials.");
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (!encoded) throw refused;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  if (!isId(id)) throw refused;
  const stored = (await findKey(db, id)) ?? noKey;
  if (stored.length !== noKey.length || !timingSafeEqual(stored, keyHash(rest.join(':')))) throw refused;
  return id;
}
