import { type AgencyId, sheets } from '@standpipe/policy';
import { type Author, logChanges } from '../audit/audit.store.ts';
import type { Db } from '../db/open.ts';
import { addNotices } from '../notices/notices.store.ts';
import { unlistedRows } from './granted.store.ts';
import { endRows, holdListing } from './rows.store.ts';
import { loggedKind } from './saving.ts';
import { completed } from './sheet-row.ts';
import { givenText } from './wording.ts';

/**
 * Ends every Client-sheet row between these agencies and partners that are no longer listed, in both directions, after
 * a link was removed or counties changed in the same transaction. A partner that comes back starts at None.
 * @param by whose doing it is, for the change log; the program's own unless said
 * @returns the agencies at either end of what ended; the caller puts the change of access on the stream
 */
export async function endUnlistedRows(
  db: Db,
  agencies: readonly AgencyId[],
  by: Pick<Author, 'db'> & Partial<Author> = { db },
): Promise<AgencyId[]> {
  await holdListing(db, 'change');
  const rows = await unlistedRows(db, agencies);
  await endRows(
    db,
    rows.map((row) => row.id),
  );
  await logChanges(
    by,
    rows.map((row) => ({
      action: 'share',
      kind: loggedKind.client,
      id: row.partner_id,
      agency: row.grantor_id,
      before: { levels: completed('client', row.levels), startsAt: row.starts_at, endsAt: row.ends_at },
    })),
  );
  const notices = rows.flatMap((row) => {
    const given = givenText('client', row.levels);
    if (!given) return [];
    const text = `${row.partner} left the sheet of ${row.grantor} (${sheets.client.name}): they share no county and are not linked any more. What ${row.grantor} shared has ended: ${given}.`;
    const common = { needs: [sheets.client.toSet], topic: 'grantChanged' as const, text };
    return [
      { ...common, agency: row.grantor_id, about: row.partner_id },
      { ...common, agency: row.partner_id, about: row.grantor_id },
    ];
  });
  await addNotices({ db }, notices);
  return [...new Set(rows.flatMap((row) => [row.grantor_id, row.partner_id]))];
}
