import { Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { keys, refresh } from '../api/queries.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { toast, toastProblem } from './toast.tsx';

interface Withheld {
  readonly id: string;
  readonly version: number;
  readonly withheld?: boolean;
}

/**
 * Keeps one record from every partner, whatever the sheets say. To open it again asks first: what a partner has read
 * cannot be taken back.
 */
export function WithholdSwitch({
  noun,
  record,
  editable,
  explanation,
}: {
  noun: string;
  record: Withheld;
  editable: boolean;
  /** What it means for partners, in words. */
  explanation: string;
}) {
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const withheld = record.withheld === true;

  const set = async (next: boolean, version: number) => {
    const answer = await call<Withheld>('PATCH', `/v1/${noun}/${record.id}`, {
      body: { withheld: next },
      ifMatch: version,
    });
    client.setQueryData(keys.record(noun, record.id), answer);
    void refresh(client, noun, record.id);
    return answer;
  };
  const withhold = async () => {
    setBusy(true);
    try {
      const { version } = await set(true, record.version);
      toast('Withheld from partners', { undo: async () => void (await set(false, version)) });
    } catch (error) {
      toastProblem(error);
      void refresh(client, noun, record.id);
    } finally {
      setBusy(false);
    }
  };
  const open = async () => {
    await set(false, record.version);
    setAsked(false);
    toast('Shared again');
  };
  if (!editable)
    return <p className="withhold-state">{withheld ? 'Withheld from partners.' : 'Not withheld.'}</p>;
  return (
    <>
      <Switch
        checked={withheld}
        disabled={busy}
        label="Withhold from partners"
        description={explanation}
        onChange={() => (withheld ? setAsked(true) : void withhold())}
      />
      <ConfirmDialog
        opened={asked}
        title="Stop withholding this record?"
        confirm="Share again"
        onConfirm={open}
        onClose={() => setAsked(false)}
      >
        Partners will see it again according to your sharing settings. You can't take back what they have
        seen.
      </ConfirmDialog>
    </>
  );
}
