import { Button, Group, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type Next, type Step, stepOf } from './inspection-steps.ts';
import { useStatusChange } from './use-status.ts';

interface Props {
  readonly inspection: Inspection;
  readonly next: Next;
}

/** A step to the next status: a button, and what the step means before it is taken. */
export function StepButton({
  inspection,
  next,
  size = 'sm',
  children,
}: Props & { size?: 'sm' | 'md'; children?: ReactNode }) {
  const [opened, setOpened] = useState(false);
  const step = stepOf(inspection.status, next);
  return (
    <>
      <Button
        size={size}
        variant={inspection.status === 'completed' ? 'default' : 'filled'}
        onClick={() => setOpened(true)}
      >
        {children ?? step.button}
      </Button>
      <StepDialog inspection={inspection} next={next} opened={opened} close={() => setOpened(false)} />
    </>
  );
}

/** Asks before a step is taken; reopening wants a reason. */
export function StepDialog({
  inspection,
  next,
  opened,
  close,
}: Props & { opened: boolean; close: () => void }) {
  const change = useStatusChange(inspection);
  const step = stepOf(inspection.status, next);
  if (inspection.status === 'completed')
    return (
      <Dialog opened={opened} close={close} title={step.title(inspection.number)}>
        <ReasonForm
          inspection={inspection}
          step={step}
          send={(reason) => change(next, reason)}
          close={close}
        />
      </Dialog>
    );
  return (
    <ConfirmDialog
      opened={opened}
      title={step.title(inspection.number)}
      confirm={step.button}
      cancel="Not now"
      danger={step.danger === true}
      onConfirm={async () => {
        await change(next);
        close();
      }}
      onClose={close}
    >
      {step.text(inspection)}
    </ConfirmDialog>
  );
}

function ReasonForm({
  inspection,
  step,
  send,
  close,
}: {
  inspection: Inspection;
  step: Step;
  send: (reason: string) => Promise<void>;
  close: () => void;
}) {
  const { form, props, problem, busy } = useApiForm({
    initialValues: { reason: '' },
    labels: { reason: 'Reason' },
    validate: { reason: (typed) => (typed.trim() ? null : 'Enter a reason.') },
    send: async ({ reason }) => {
      await send(reason.trim());
      close();
    },
  });
  return (
    <form {...props}>
      <p className="dialog-words">{step.text(inspection)}</p>
      <Textarea
        size="sm"
        label="Reason"
        required
        data-autofocus
        maxLength={500}
        autosize
        minRows={2}
        {...form.getInputProps('reason')}
      />
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={close}>
          Not now
        </Button>
        <Button size="sm" type="submit" loading={busy}>
          {step.button}
        </Button>
      </Group>
    </form>
  );
}
