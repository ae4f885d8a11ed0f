import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { call } from '../../api/call.ts';
import type { Inspection, InspectionMail } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';

/** Sends an inspection's report by e-mail. */
export const EmailDialog = ({
  inspection,
  opened,
  close,
}: {
  inspection: Inspection;
  opened: boolean;
  close: () => void;
}) => (
  <Dialog opened={opened} close={close} size={520} title={<>Send the report of {inspection.number}</>}>
    <EmailForm inspection={inspection} close={close} />
  </Dialog>
);

const addressesIn = (typed: string): string[] => [...new Set(typed.split(/[\s,;]+/).filter(Boolean))];

function checkAddresses(typed: string): string | null {
  const addresses = addressesIn(typed);
  if (addresses.length === 0) return 'Enter an e-mail address.';
  if (addresses.length > 20) return 'Enter at most 20 addresses.';
  const wrong = addresses.find((each) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(each));
  return wrong ? `“${wrong}” is not an e-mail address.` : null;
}

function EmailForm({ inspection, close }: { inspection: Inspection; close: () => void }) {
  const { form, props, problem, busy } = useApiForm({
    initialValues: { to: '', message: '' },
    labels: { to: 'An address', message: 'Message' },
    validate: { to: checkAddresses },
    send: async ({ to, message }) => {
      const body: InspectionMail = {
        to: addressesIn(to),
        ...(message.trim() && { message: message.trim() }),
      };
      await call('POST', `/v1/inspections/${inspection.id}/email`, { body });
      close();
      toast(`Report sent to ${body.to.join(', ')}`);
    },
  });
  return (
    <form {...props}>
      <p className="dialog-words">
        Sends the PDF with checklist, violations and photos, without internal notes. Sending is recorded in
        the history.
      </p>
      <div className="form-stack">
        <TextInput
          size="sm"
          label="To"
          description="Separate addresses with commas."
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps('to')}
        />
        <Textarea
          size="sm"
          label="Message"
          autosize
          minRows={3}
          maxRows={10}
          maxLength={2000}
          {...form.getInputProps('message')}
        />
      </div>
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={close}>
          Cancel
        </Button>
        <Button size="sm" type="submit" loading={busy}>
          Send
        </Button>
      </Group>
    </form>
  );
}
