import { Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { call } from '../api/call.ts';
import { keys, refresh } from '../api/queries.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { toast } from './toast.tsx';

interface Withheld {
  readonly id: string;
  readonly version: number;
  readonly withheld?: boolean;
}

/**
 * Shares one record with no partner, whatever the sharing settings. Either way asks first, and says which partners it
 * changes something for.
 */
export function WithholdSwitch({
  noun,
  record,
  editable,
  explanation,
  consequence,
}: {
  noun: string;
  record: Withheld;
  editable: boolean;
  /** What it means for partners, in words. */
  explanation: string;
  /** Which partners it changes something for. */
  consequence: (change: 'withheld' | 'shared') => ReactNode;
}) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<'withheld' | 'shared' | null>(null);
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
    const { version } = await set(true, record.version);
    setAsked(null);
    toast('Withheld from partners', { undo: async () => void (await set(false, version)) });
  };
  const open = async () => {
    await set(false, record.version);
    setAsked(null);
    toast('Shared again');
  };
  if (!editable)
    return <p className="withhold-state">{withheld ? 'Withheld from partners.' : 'Not withheld.'}</p>;
  return (
    <>
      <Switch
        checked={withheld}
        label="Withhold from partners"
        description={explanation}
        onChange={() => setAsked(withheld ? 'shared' : 'withheld')}
      />
      <ConfirmDialog
        opened={asked === 'withheld'}
        title="Withhold from partners?"
        confirm="Withhold"
        onConfirm={withhold}
        onClose={() => setAsked(null)}
      >
        {asked === 'withheld' && consequence('withheld')}
        <p>{explanation}</p>
      </ConfirmDialog>
      <ConfirmDialog
        opened={asked === 'shared'}
        title="Stop withholding this record?"
        confirm="Share again"
        onConfirm={open}
        onClose={() => setAsked(null)}
      >
        {asked === 'shared' && consequence('shared')}
        <p>
          Partners will see it again according to your sharing settings. You can't take back what they have
          seen.
        </p>
      </ConfirmDialog>
    </>
  );
}
