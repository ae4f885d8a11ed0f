import { call } from '../../api/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { toast } from '../../ui/toast.tsx';
import { kindWords } from '../../ui/words.ts';
import type { DarkOwner } from './dark-owners.ts';

/** Takes a copy of one's own fields of dark records, after saying who will know. */
export function ExportDialog({
  what,
  kind,
  onClose,
}: {
  what: DarkOwner | 'all' | null;
  /** The one kind that one may read; left out, one reads all. */
  kind: string | undefined;
  onClose: () => void;
}) {
  const owner = what === 'all' || what === null ? null : what;
  const many = (kind && kindWords[kind]?.[1].toLowerCase()) || 'records';
  const take = async () => {
    const csv = await call<string>('POST', '/v1/admin/dark-records/export', {
      body: { ...(kind && { kind }), ...(owner && { placeOwnerId: owner.id }) },
    });
    saveFile('dark-records.csv', csv);
    toast('Exported. The export is in your change log.');
    onClose();
  };
  return (
    <ConfirmDialog
      opened={what !== null}
      title={owner ? `Export the ${many} at places of ${owner.name}?` : `Export all hidden ${many}?`}
      confirm="Export CSV"
      onConfirm={take}
      onClose={onClose}
    >
      The file contains what your agency wrote and nothing about the places. The export is recorded in your
      change log, and {owner ? owner.name : 'each owner of the places'} is notified.
    </ConfirmDialog>
  );
}
