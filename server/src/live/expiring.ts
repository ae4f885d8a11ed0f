import { type AgencyId, audience } from '@standpipe/policy';
import type { Db } from '../db/open.ts';
import { formatDay, line } from '../documents/text.ts';
import { subjectOf } from '../kinds/entry.ts';
import { kinds, rulesOf } from '../kinds/kinds.ts';
import { addNotices, type NewNotice } from '../notices/notices.store.ts';
import { grantsGivenBy } from './events.store.ts';
import { type ExpiringPermit, noteReminded, readExpiring } from './expiring.store.ts';

const daysBefore = 30;
const batch = 500;

/**
 * Reminds agencies of their issued permits that expire within 30 days, once for each permit and expiration date. A
 * permit that its own agency cannot see, because the place's owner withdrew access, waits until the agency sees it again.
 */
export async function remindOfExpiring(db: Db): Promise<void> {
  const found = await readExpiring(db, daysBefore, batch);
  if (found.length === 0) return;
  const grants = await grantsGivenBy(db, [...new Set(found.map((each) => each.owner_id))]);
  const { view } = rulesOf('permit').actions;
  const seen = found.filter((row) =>
    audience(view!, subjectOf(kinds.permit, row), grants).includes(row.author_id),
  );
  const ours = await noteReminded(db, seen);
  const byAgency = Map.groupBy(
    seen.filter(({ id }) => ours.has(id)),
    (each) => each.author_id,
  );
  await addNotices(
    { db },
    [...byAgency].map(([agency, permits]) => reminder(agency, permits)),
  );
}

function reminder(agency: AgencyId, permits: readonly ExpiringPermit[]): NewNotice {
  const [first] = permits;
  const text =
    permits.length === 1
      ? `Permit ${line(first!.number)} (${line(first!.type)}, ${line(first!.address_line)}) expires ${formatDay(first!.expires_on)}.`
      : `${permits.length} permits expire within ${daysBefore} days, the first on ${formatDay(first!.expires_on)}.`;
  return {
    agency,
    about: agency,
    topic: 'permitExpiring',
    kind: 'permit',
    needs: rulesOf('permit').actions.view!.needs,
    text,
    count: permits.length,
    ...(permits.length === 1 && { recordId: first!.id }),
  };
}
