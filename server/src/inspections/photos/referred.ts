import type { Violation } from '@standpipe/contract';
import type { Call } from '../../http/call.ts';
import { invalidField } from '../../http/problems.ts';
import { existingPhotos, holdInspection } from './photos.store.ts';

/** The photos that an inspection's violations refer to. */
export const referredBy = (violations: readonly unknown[]): ReadonlySet<string> =>
  new Set((violations as readonly Violation[]).flatMap(({ photos = [] }) => photos));

/**
 * Sees to it that violations refer to photos of their own inspection, which then stay until this transaction ends.
 * @param inspectionId null: it is only being made, and has none
 * @throws Problem `invalid` naming the first that is not
 */
export async function checkPhotos(
  call: Call,
  inspectionId: string | null,
  violations: readonly Violation[],
): Promise<void> {
  const wanted = [...referredBy(violations)];
  if (wanted.length === 0) return;
  if (inspectionId) await holdInspection(call.db, inspectionId);
  const existing = inspectionId ? await existingPhotos(call.db, inspectionId, wanted) : new Set<string>();
  for (const [at, { photos = [] }] of violations.entries())
    for (const [index, id] of photos.entries())
      if (!existing.has(id))
        throw invalidField(
          `violations.${at}.photos.${index}`,
          'is not a photo of this inspection',
          'unknown_photo',
        );
}
