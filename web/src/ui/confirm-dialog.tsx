import { Button, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { asCallProblem, type CallProblem } from '../api/problem.ts';
import { Dialog } from './dialog.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Asks before something that can't simply be taken back. A refusal stays in the dialog, in its own words. */
export function ConfirmDialog({
  opened,
  title,
  children,
  confirm,
  cancel = 'Cancel',
  danger = false,
  onConfirm,
  onClose,
}: {
  opened: boolean;
  title: string;
  children: ReactNode;
  confirm: string;
  cancel?: string;
  danger?: boolean;
  /** The dialog is closed by whoever opened it, once this is done. */
  onConfirm: () => void | Promise<void>;
  onClose: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const close = () => {
    setProblem(null);
    onClose();
  };
  const go = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm();
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog opened={opened} close={close} title={title}>
      <div className="dialog-words">{children}</div>
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={close} data-autofocus={danger || undefined}>
          {cancel}
        </Button>
        <Button
          size="sm"
          onClick={() => void go()}
          loading={busy}
          {...(danger ? { color: 'red.8' } : { 'data-autofocus': true })}
        >
          {confirm}
        </Button>
      </Group>
    </Dialog>
  );
}
