import { type AgencyId, type Sheet, sheets } from '@standpipe/policy';
import type { Db } from '../db/open.ts';
import { addNotices, type NewNotice } from '../notices/notices.store.ts';
import { type GrantedRow, rowsDatedBetween, rowsInForceOf } from './granted.store.ts';
import { givenText } from './wording.ts';

/** The same news for the administrators of both sides; none when the row gives nothing. */
function tellBoth(row: GrantedRow, topic: 'grantResumed' | 'grantChanged'): NewNotice[] {
  const given = givenText(row.sheet, row.levels);
  if (!given) return [];
  const what = `What ${row.grantor} shares with ${row.partner} (${sheets[row.sheet].name})`;
  const text =
    topic === 'grantResumed'
      ? `${what} is in force now: ${given}.`
      : `${what} has ended, as dated: ${given}.`;
  const common = { needs: [sheets[row.sheet].toSet], topic, text };
  return [
    { ...common, agency: row.grantor_id, about: row.partner_id },
    { ...common, agency: row.partner_id, about: row.grantor_id },
  ];
}

/**
 * Tells both sides' administrators of rows whose start or end passed between two instants. A row that something else
 * pauses as well is not told of: nothing changes. The dates themselves are judged by the given instants, not by the
 * database's clock.
 * @returns the agencies whose users may now see more or less
 */
export async function noticeResumed(db: Db, since: Date, until: Date): Promise<AgencyId[]> {
  const rows = (await rowsDatedBetween(db, since, until)).filter(({ paused }) =>
    paused.every((each) => each === 'notStarted' || each === 'ended'),
  );
  const isOver = (row: GrantedRow) => row.ends_at !== null && Date.parse(row.ends_at) <= until.getTime();
  const wasOn = (row: GrantedRow) => row.starts_at === null || Date.parse(row.starts_at) <= since.getTime();
  await addNotices(
    { db },
    rows.flatMap((row) => {
      if (!isOver(row)) return tellBoth(row, 'grantResumed');
      return wasOn(row) ? tellBoth(row, 'grantChanged') : [];
    }),
  );
  return [...new Set(rows.flatMap((row) => [row.grantor_id, row.partner_id]))];
}

/**
 * Tells both sides' administrators of the rows of an agency that are in force now, after what paused them all was
 * lifted in the same transaction: a feature switched on, the agency activated again.
 * @param which the sheets whose feature was switched on; both after an activation
 */
export async function noticeResumedFor(
  db: Db,
  agency: AgencyId,
  which: readonly Sheet[] = ['client', 'user'],
): Promise<void> {
  const rows = await rowsInForceOf(db, agency, which);
  await addNotices(
    { db },
    rows.flatMap((row) => tellBoth(row, 'grantResumed')),
  );
}
