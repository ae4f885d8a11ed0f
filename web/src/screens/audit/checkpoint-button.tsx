import { Button } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Icon } from '../../ui/icon.tsx';
import { toast, toastProblem } from '../../ui/toast.tsx';

/** Saves where the chain ends now, signed: kept elsewhere, it proves later that nothing before it was changed. */
export function CheckpointButton() {
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const checkpoint = await call<{ readonly at: string }>('GET', '/v1/audit/checkpoint');
      const file = new Blob([`${JSON.stringify(checkpoint, null, 2)}\n`], { type: 'application/json' });
      const url = URL.createObjectURL(file);
      const link = document.createElement('a');
      link.href = url;
      link.download = `standpipe-checkpoint-${checkpoint.at.slice(0, 19).replaceAll(':', '')}.json`;
      link.click();
      URL.revokeObjectURL(url);
      toast('Checkpoint downloaded. Store it outside this server.');
    } catch (error) {
      toastProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      size="sm"
      variant="default"
      leftSection={<Icon name="lock" size={16} />}
      loading={busy}
      title="A signed record of the log up to now. Store it outside this server to prove later that nothing before it was changed."
      onClick={() => void take()}
    >
      Download a checkpoint
    </Button>
  );
}
