import type { AgencyId, Permission } from '@standpipe/policy';
import type { Db } from '../../db/open.ts';
import { loadStarter } from './starter.store.ts';

/** Which of these permissions somebody no longer holds, in words; null while they hold them all. */
export async function lostSince(
  db: Db,
  agency: AgencyId,
  { membershipId, credential }: { readonly membershipId: string | null; readonly credential: string },
  needed: readonly Permission[],
): Promise<string | null> {
  const starter = await loadStarter(db, { agency_id: agency, membership_id: membershipId, credential });
  if (typeof starter === 'string') return starter;
  const missing = needed.filter((each) => !starter.importer.viewer.permissions.has(each));
  return missing.length > 0 ? `${starter.name} no longer holds ${missing.join(' and ')}.` : null;
}
