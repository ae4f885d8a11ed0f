import { agencyId } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { emitAccess, logChange } from '../audit/audit.store.ts';
import { lockSharing } from '../db/locks.ts';
import type { Call } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { endUnlistedRows } from '../sharing/leaving.ts';
import { endLink, findAgency, insertLink, type LinkRow, listLinks } from './agencies.store.ts';

const presentLink = (row: LinkRow) => ({
  id: row.id,
  agencies: [
    { id: row.one, name: row.one_name },
    { id: row.other, name: row.other_name },
  ],
  createdAt: row.created_at,
});

export async function readLink(call: Call, id: string) {
  const row = (await listLinks(call.db, { id, limit: 1 }))[0];
  if (!row) throw notFound();
  return presentLink(row);
}

export async function pageOfLinks(call: Call, { limit = 50, cursor }: { limit?: number; cursor?: string }) {
  const bound = `links:${call.asker.credential}`;
  const after = cursor ? openCursor(cursor, bound, call.house.secret).id : undefined;
  const rows = await listLinks(call.db, { after, limit });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(presentLink),
    nextCursor: last
      ? sealCursor({ sort: '-id', filters: {}, key: null, id: last.id }, bound, call.house.secret)
      : null,
  };
}

/** Makes two agencies partners on each other's Client sheet though they share no county. */
export async function createLink(call: Call, agencies: readonly string[]): Promise<string> {
  const pair = agencies.map((id) => agencyId(id.toLowerCase())).sort();
  for (const [at, id] of pair.entries())
    if (!(await findAgency(call.db, id)))
      throw invalidField(`agencies.${at}`, 'is no agency', 'unknown_agency');
  await lockSharing(call.db, pair, 'change');
  const id = newId();
  if (!(await insertLink(call.db, id, pair[0]!, pair[1]!)))
    throw new Problem('conflict', 'These two agencies are linked already.');
  for (const agency of pair)
    await logChange(call, { action: 'link', kind: 'agencyLink', id, after: { agencies }, agency });
  await emitAccess(call, pair);
  return id;
}

/** Ends a link; sheet rows that rest on it end with it. */
export async function removeLink(call: Call, id: string): Promise<void> {
  const { agencies } = await readLink(call, id);
  const ids = agencies.map((each) => each.id);
  await lockSharing(call.db, ids, 'change');
  await endLink(call.db, id);
  await endUnlistedRows(call.db, ids, call);
  for (const agency of ids)
    await logChange(call, { action: 'unlink', kind: 'agencyLink', id, before: { agencies }, agency });
  await emitAccess(call, ids);
}
