import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice } from '../../ui/form-fields.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

/** Asks for one of a few and sends it. */
export function ChoiceDialog({
  title,
  label,
  choices,
  none,
  confirm,
  onConfirm,
  onClose,
}: {
  title: string;
  label: string;
  choices: readonly { readonly value: string; readonly label: string }[];
  /** What is said where there is nothing to choose. */
  none: string;
  confirm: string;
  onConfirm: (value: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const [value, setValue] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const chosen = value || choices[0]?.value;
  const go = async () => {
    if (!chosen) return;
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm(chosen);
      onClose();
    } catch (error) {
      setProblem(asCallProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog opened close={onClose} title={title}>
      {chosen ? (
        <Choice
          label={label}
          choices={choices}
          value={chosen}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      ) : (
        <p className="dialog-words">{none}</p>
      )}
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={onClose}>
          {chosen ? 'Cancel' : 'Close'}
        </Button>
        {chosen && (
          <Button size="sm" loading={busy} onClick={() => void go()}>
            {confirm}
          </Button>
        )}
      </Group>
    </Dialog>
  );
}
