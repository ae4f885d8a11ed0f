import type { AgencyId, Sheet } from '@standpipe/policy';
import { sheets } from '@standpipe/policy';
import { emitAccess, emitSheet, logChanges } from '../audit/audit.store.ts';
import { type Call, ownAgency } from '../http/call.ts';
import { addNotices } from '../notices/notices.store.ts';
import { endRows, storeRows } from './rows.store.ts';
import { changeText, type RowState } from './wording.ts';

/** How the change log names a row of each sheet. */
export const loggedKind: Record<Sheet, string> = { client: 'clientDataSharing', user: 'userDataSharing' };

/** What happens to one partner's row. Null before: it was not on the sheet; null after: it leaves. */
export interface RowChange {
  readonly partner: AgencyId;
  /** The stored row, when there is one. */
  readonly rowId: string | null;
  readonly before: RowState | null;
  readonly after: RowState | null;
}

/**
 * Stores changed rows of the own sheet in this transaction, with their entries in the change log and notices for the
 * partners' administrators. The answer waits until no live frame rests on what stood before.
 */
export async function saveRows(call: Call, sheet: Sheet, changes: readonly RowChange[]): Promise<void> {
  if (changes.length === 0) return;
  const own = ownAgency(call);
  const leaving = changes.flatMap(({ rowId, after }) => (after === null && rowId ? [rowId] : []));
  await endRows(call.db, leaving);
  const staying = changes.flatMap(({ partner, after }) => (after ? [{ partner, ...after }] : []));
  await storeRows(call.db, sheet, own.id, call.asker.person.id, staying);
  await logChanges(
    call,
    changes.map(({ partner, before, after }) => ({
      action: 'share',
      kind: loggedKind[sheet],
      id: partner,
      before,
      after,
    })),
  );
  await addNotices(
    call,
    changes.map(({ partner, before, after }) => ({
      agency: partner,
      about: own.id,
      needs: [sheets[sheet].toSet],
      topic: 'grantChanged' as const,
      text: changeText(sheet, own.name, before, after),
    })),
  );
  await emitSheet(
    call,
    sheet,
    own.id,
    changes.map(({ partner }) => partner),
  );
  await emitAccess(
    call,
    changes.map(({ partner }) => partner),
  );
}
