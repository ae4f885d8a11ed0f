import { Button, Group, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AgencyRef, NewNote, Note } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { useCreate } from '../../ui/create.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useReadOnly } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';

/** Tells the agency whose record it is that something is wrong with it. */
export function ReportProblem({ record, agency }: { record: NewNote['record']; agency: AgencyRef }) {
  const readOnly = useReadOnly();
  const [opened, setOpened] = useState(false);
  if (readOnly) return null;
  return (
    <>
      <Button size="sm" variant="default" onClick={() => setOpened(true)}>
        Report a problem
      </Button>
      <Dialog opened={opened} close={() => setOpened(false)} title="Report a problem">
        <Report record={record} agency={agency} close={() => setOpened(false)} />
      </Dialog>
    </>
  );
}

function Report({
  record,
  agency,
  close,
}: {
  record: NewNote['record'];
  agency: AgencyRef;
  close: () => void;
}) {
  const create = useCreate<Note>('notes');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await create({ record, text });
      close();
      toast(`Sent to ${agency.name}`);
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Textarea
        label="What is wrong?"
        description={`${agency.name} reads it and decides what to change.`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={2000}
        minRows={3}
        autosize
        data-autofocus
      />
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={close}>
          Cancel
        </Button>
        <Button size="sm" type="submit" loading={busy} disabled={text.trim() === ''}>
          Send
        </Button>
      </Group>
    </form>
  );
}
