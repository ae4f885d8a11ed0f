/** The versions of a record: what each change left, and how an earlier one is brought back. */
import type { Db } from '../db/open.ts';
import type { Call } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { notFound } from '../http/problems.ts';
import type { Domain, StoredRow } from './domain.ts';
import { changeRecord, reach } from './verbs.ts';
import {
  findVersion,
  insertVersions,
  listVersions,
  type NewVersion,
  type VersionRow,
} from './versions.store.ts';

const present = (row: VersionRow) => ({
  version: row.version,
  at: row.at,
  user: row.person_id && row.person_name !== null ? { id: row.person_id, name: row.person_name } : null,
  agency: { id: row.agency_id, name: row.agency_name, color: row.agency_color },
  content: row.content,
});

interface VersionQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

/** Stores what many records say after one import, a version each. */
export const addVersions = (db: Db, versions: readonly NewVersion[]): Promise<void> =>
  insertVersions(db, versions);

/** Every version of a record of the own agency, newest first. @throws Problem 404, or 403 for a partner */
export async function readVersions<R extends StoredRow>(
  call: Call,
  domain: Domain<R, never, never>,
  id: string,
  { limit = 50, cursor: sealed }: VersionQuery,
) {
  await reach(call, domain, id, 'readHistory');
  const bound = `versions:${domain.kind}:${id}:${call.asker.credential}:${call.viewer.agency}`;
  const cursor = sealed ? openCursor(sealed, bound, call.house.secret) : null;
  const before = cursor ? Number(cursor.key) : null;
  const rows = await listVersions(call.db, domain.kind, id, { before, limit });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(present),
    nextCursor: last
      ? sealCursor({ sort: '-version', filters: {}, key: last.version, id }, bound, call.house.secret)
      : null,
  };
}

/** What an earlier version said, for someone who may restore it. @throws Problem 404, or 403 for a partner */
export async function versionToRestore<R extends StoredRow>(
  call: Call,
  domain: Domain<R, never, never>,
  id: string,
  read: () => { readonly version: number },
): Promise<{ readonly row: R; readonly content: Readonly<Record<string, unknown>> }> {
  const { row } = await reach(call, domain, id, 'restore');
  const content = await findVersion(call.db, domain.kind, id, read().version);
  if (!content) throw notFound();
  return { row, content };
}

/**
 * Brings an earlier version back, as a change of its own: nothing in between is lost.
 * @throws Problem 404 for a record or version that is not there, 403 for a partner, 412 or 428 as any change
 */
export async function restoreVersion<R extends StoredRow, Change extends object>(
  call: Call,
  domain: Domain<R, never, Change>,
  id: string,
  read: () => { readonly version: number },
): Promise<Record<string, unknown> | null> {
  const { row, content } = await versionToRestore(call, domain, id, read);
  return changeRecord(call, domain, id, () => domain.restored!(content, row) as Change, 'restore');
}
