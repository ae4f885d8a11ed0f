import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { Link } from '../../api/messages.ts';
import { refresh } from '../../api/queries.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';

/** Ends a link, after saying what ends with it. */
export function LinkRemove({ link, onClose }: { link: Link | null; onClose: () => void }) {
  const client = useQueryClient();
  const [one, other] = link?.agencies ?? [];
  const remove = async () => {
    if (!link) return;
    await call('DELETE', `/v1/operator/links/${link.id}`);
    await refresh(client, 'operator/links');
    toast(`${one?.name} and ${other?.name} are no longer linked`);
    onClose();
  };
  return (
    <ConfirmDialog
      opened={link !== null}
      title={`Remove the link of ${one?.name} and ${other?.name}?`}
      confirm="Remove link"
      danger
      onConfirm={remove}
      onClose={onClose}
    >
      Unless they share a county, each agency is removed from the other’s Client Data Sharing page and sharing
      between them ends now, in both directions. If you link them again, every module starts at None. User
      Data Sharing does not change.
    </ConfirmDialog>
  );
}
