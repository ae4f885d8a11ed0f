import { Switch } from '@mantine/core';
import { useState } from 'react';
import type { Agency } from '../../api/messages.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast, toastProblem } from '../../ui/toast.tsx';
import { featureWords, type Sheet, sheets } from './features.ts';
import { useAccount } from './use-account.ts';

/** Each sheet on or off. Switching one off asks first: it closes what is open now. */
export function FeatureSwitches({ agency }: { agency: Agency }) {
  const change = useAccount(agency);
  const [busy, setBusy] = useState<Sheet | null>(null);
  const [asking, setAsking] = useState<Sheet | null>(null);
  const turn = async (sheet: Sheet, on: boolean) => {
    await change({ features: { [sheet]: on } });
    toast(`${featureWords[sheet].name} is ${on ? 'on' : 'off'} for ${agency.name}`);
  };
  const flip = async (sheet: Sheet) => {
    if (agency.features[sheet]) return setAsking(sheet);
    setBusy(sheet);
    await turn(sheet, true).catch(toastProblem);
    setBusy(null);
  };
  return (
    <div className="feature-switches">
      {sheets.map((sheet) => (
        <Switch
          key={sheet}
          checked={agency.features[sheet]}
          disabled={busy === sheet}
          label={featureWords[sheet].name}
          description={featureWords[sheet].about}
          onChange={() => void flip(sheet)}
        />
      ))}
      <ConfirmDialog
        opened={asking !== null}
        title={asking ? `Turn ${featureWords[asking].name} off for ${agency.name}?` : ''}
        confirm="Turn off"
        danger
        onConfirm={async () => {
          if (asking) await turn(asking, false);
          setAsking(null);
        }}
        onClose={() => setAsking(null)}
      >
        {asking && (
          <>
            What {agency.name} shares of {featureWords[asking].pauses} stops at once, and so does what others
            share with it. Its rows stay as they are: turned on again, they count again, and the
            administrators of both sides are told.
          </>
        )}
      </ConfirmDialog>
    </div>
  );
}
