import { Button, Group } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

/** A button that opens a small form. What was typed stays until it is sent. */
export function AddForm({
  open,
  title,
  ready,
  send,
  children,
}: {
  open: string;
  title: string;
  ready: boolean;
  send: () => Promise<unknown>;
  children: ReactNode;
}) {
  const [opened, setOpened] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setProblem(null);
    try {
      await send();
      setOpened(false);
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button className="board-tap" variant="default" onClick={() => setOpened(true)}>
        {open}
      </Button>
      <Dialog opened={opened} close={() => setOpened(false)} title={title}>
        <form className="board-form" onSubmit={(event) => void submit(event)} noValidate>
          {children}
          <ProblemAlert problem={problem} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setOpened(false)}>
              Cancel
            </Button>
            <Button type="submit" disabled={!ready} loading={busy}>
              Add
            </Button>
          </Group>
        </form>
      </Dialog>
    </>
  );
}
