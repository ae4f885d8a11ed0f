import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

/** Asks for a line of text and sends it; what was typed stays after a refusal. */
export function ReasonDialog({
  title,
  label,
  confirm,
  danger = false,
  children,
  onConfirm,
  onClose,
}: {
  title: string;
  label: string;
  confirm: string;
  danger?: boolean;
  children?: ReactNode;
  onConfirm: (text: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return setFault('Enter this first.');
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm(text.trim());
      onClose();
    } catch (error) {
      setProblem(asCallProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog opened close={onClose} title={title}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {children && <div className="dialog-words">{children}</div>}
        <TextInput
          label={label}
          value={text}
          maxLength={200}
          error={fault}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setFault(null);
          }}
        />
        <ProblemAlert problem={problem} />
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button size="sm" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="sm"
            type="submit"
            loading={busy}
            {...(danger && { color: 'red.8', className: 'board-danger' })}
          >
            {confirm}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
