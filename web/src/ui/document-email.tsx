import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { call } from '../api/call.ts';
import type { DocumentMail } from '../api/messages.ts';
import { useApiForm } from './api-form.ts';
import { Dialog } from './dialog.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { toast } from './toast.tsx';

/** What is sent, as the API has it and as the dialog says it. */
export interface Mailed {
  /** The record's path, as in "/v1/permits/…". */
  readonly path: `/v1/${string}`;
  /** As in "the report of I-2026-0001". */
  readonly title: string;
  /** What the PDF contains, for whoever is about to send it. */
  readonly explanation: string;
  /** What was sent, as in "Report". */
  readonly sent: string;
}

/** Sends a record's document by e-mail. */
export const DocumentEmail = ({
  opened,
  close,
  ...mail
}: Mailed & {
  opened: boolean;
  close: () => void;
}) => (
  <Dialog opened={opened} close={close} size={520} title={<>Send {mail.title}</>}>
    <EmailForm {...mail} close={close} />
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

function EmailForm({ path, explanation, sent, close }: Mailed & { close: () => void }) {
  const { form, props, problem, busy } = useApiForm({
    initialValues: { to: '', message: '' },
    labels: { to: 'An address', message: 'Message' },
    validate: { to: checkAddresses },
    send: async ({ to, message }) => {
      const body: DocumentMail = {
        to: addressesIn(to),
        ...(message.trim() && { message: message.trim() }),
      };
      await call('POST', `${path}/email`, { body });
      close();
      toast(`${sent} sent to ${body.to.join(', ')}`);
    },
  });
  return (
    <form {...props}>
      <p className="dialog-words">{explanation} Sending is recorded in the history.</p>
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
