import type { Subject } from '@standpipe/policy';
import { emitRecords } from '../audit/audit.store.ts';
import type { Call } from '../http/call.ts';
import type { RecordKind } from '../kinds/kinds.ts';
import { recordsAtPlace } from './at-place.store.ts';

/**
 * Tells the stream of everything at a place of the acting agency's that a change of the place was carried to.
 * @param before the facts of those records that were otherwise
 */
export async function emitCarried(
  call: Call,
  placeId: string,
  before: (now: Subject, kind: RecordKind) => Partial<Subject>,
): Promise<void> {
  const records = await recordsAtPlace(call.db, placeId);
  await emitRecords(
    call,
    records.map(({ kind, id, subject }) => ({
      kind,
      id,
      before: { ...subject, ...before(subject, kind) },
      after: subject,
    })),
  );
}
