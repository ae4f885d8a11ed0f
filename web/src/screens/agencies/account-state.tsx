import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Agency } from '../../api/messages.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { useAccount } from './use-account.ts';

/** Deactivates an account, or activates it again, after saying what that pauses or resumes. */
export function AccountState({ agency }: { agency: Agency }) {
  const change = useAccount(agency);
  const [asking, setAsking] = useState(false);
  const { name, active } = agency;
  const go = async () => {
    await change({ active: !active });
    setAsking(false);
    toast(`${name} is ${active ? 'deactivated' : 'active again'}`);
  };
  return (
    <div className="account-state">
      <Button
        size="sm"
        variant="default"
        className={active ? 'danger-button' : ''}
        onClick={() => setAsking(true)}
      >
        {active ? 'Deactivate' : 'Activate'}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={active ? `Deactivate ${name}?` : `Activate ${name} again?`}
        confirm={active ? 'Deactivate' : 'Activate'}
        danger={active}
        onConfirm={go}
        onClose={() => setAsking(false)}
      >
        {active ? (
          <ul className="dialog-list">
            <li>Nobody signs in for {name}; its sessions and API keys stop working.</li>
            <li>What it shares pauses: partners see none of its records.</li>
            <li>What partners share with it pauses too.</li>
            <li>Nothing is deleted. Activated again, it goes on where it stopped.</li>
          </ul>
        ) : (
          <>
            Its people can sign in again. What it shares with partners, and they with it, counts again as it
            stands on the sheets; the administrators of both sides are told.
          </>
        )}
      </ConfirmDialog>
    </div>
  );
}
