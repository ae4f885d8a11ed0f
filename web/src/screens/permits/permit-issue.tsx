import { Button, Group, Text } from '@mantine/core';
import type { Permit, PermitChange } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { dayIn } from '../../ui/date-time.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DayInput } from '../../ui/form-fields.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { expiryFault } from './permit-form.ts';
import type { steps } from './permit-words.ts';

interface Props {
  readonly permit: Permit;
  readonly step: (typeof steps)['issued'];
  readonly send: (dates: Pick<PermitChange, 'issuedOn' | 'expiresOn'>) => Promise<void>;
  readonly close: () => void;
}

/** Issues or renews a permit, with its days. */
export const IssueDialog = ({ opened, ...props }: Props & { opened: boolean }) => (
  <Dialog opened={opened} close={props.close} title={props.step.title(props.permit.number)}>
    <Issue {...props} />
  </Dialog>
);

function Issue({ permit, step, send, close }: Props) {
  const today = dayIn(useTimeZone());
  const renewed = permit.status === 'expired';
  const { form, problem, conflict, busy, props } = useApiForm({
    initialValues: {
      issuedOn: (renewed ? null : permit.issuedOn) ?? today,
      expiresOn: (renewed ? null : permit.expiresOn) ?? '',
    },
    labels: { issuedOn: 'Issued on', expiresOn: 'Expires on' },
    validate: {
      issuedOn: (day) => (day ? null : 'Enter a date.'),
      expiresOn: (day, { issuedOn }) => expiryFault(issuedOn, day),
    },
    send: ({ issuedOn, expiresOn }) => send({ issuedOn, expiresOn: expiresOn || null }),
  });
  return (
    <form {...props}>
      <Text mt="xs" mb="md">
        {step.text}
      </Text>
      <div className="form-grid">
        <DayInput size="sm" label="Issued on" data-autofocus {...form.getInputProps('issuedOn')} />
        <DayInput
          size="sm"
          label="Expires on"
          description="Leave empty if it does not expire."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('expiresOn')}
        />
      </div>
      <ProblemAlert problem={problem ?? conflict} />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={close}>
          Cancel
        </Button>
        <Button size="sm" type="submit" loading={busy}>
          {step.button}
        </Button>
      </Group>
    </form>
  );
}
