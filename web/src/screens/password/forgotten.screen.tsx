import { Anchor, Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { EmailField } from '../../ui/fields.tsx';
import { filled } from '../../ui/filled.ts';
import { Frame } from '../../ui/frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { typedEmail } from '../../ui/typed-email.ts';

/** Asks for the mail that leads to a new password. */
export function ForgottenScreen() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <Frame>{sentTo ? <Sent to={sentTo} again={() => setSentTo(null)} /> : <Ask sent={setSentTo} />}</Frame>
  );
}

const BackToSignIn = () => (
  <Anchor renderRoot={(props) => <Link to="/" {...props} />}>Back to sign-in</Anchor>
);

function Ask({ sent }: { sent: (email: string) => void }) {
  const submission = useSubmission(
    { email: { label: 'E-mail', check: filled('Enter the e-mail address that you sign in with.') } },
    { email: typedEmail.read() },
    async ({ email }) => {
      typedEmail.keep(email.trim());
      await call('POST', '/auth/request-password-reset', { body: { email: email.trim() } });
      sent(email.trim());
    },
  );
  return (
    <>
      <PageHeading tab="Forgotten password">Forgotten password</PageHeading>
      <Text c="dimmed" mt="xs">
        We mail you a link to choose a new one.
      </Text>
      <form {...submission.form}>
        <Stack gap="md" mt="lg">
          <ProblemAlert problem={submission.problem} />
          <EmailField {...submission.field('email')} />
          <Button type="submit" loading={submission.busy} fullWidth>
            Send the mail
          </Button>
          <Text size="sm" ta="center">
            <BackToSignIn />
          </Text>
        </Stack>
      </form>
    </>
  );
}

function Sent({ to, again }: { to: string; again: () => void }) {
  return (
    <>
      <PageHeading tab="Look into your mail">Look into your mail</PageHeading>
      <Stack gap="md" mt="sm">
        <Text>
          If <b className="breaks">{to}</b> belongs to a user, a mail is on its way. It works once, for an
          hour.
        </Text>
        <Text>
          It holds a link, or a code to{' '}
          <Anchor inherit underline="always" renderRoot={(props) => <Link to="/reset-password" {...props} />}>
            enter here
          </Anchor>
          .
        </Text>
        <Text c="dimmed" size="sm">
          Nothing there after some minutes? Look among the unwanted mail, or ask an administrator of your
          agency whether you are known by another address.
        </Text>
        <Button variant="default" onClick={again} fullWidth>
          Use another address, or send it again
        </Button>
        <Text size="sm" ta="center">
          <BackToSignIn />
        </Text>
      </Stack>
    </>
  );
}
