import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { endSession, greet } from '../../api/session.ts';
import { NewPasswordField } from '../../ui/fields.tsx';
import { filled } from '../../ui/filled.ts';
import { Frame } from '../../ui/frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useSubmission } from '../../ui/submission.ts';

/** Chooses a new password by a mailed link, or by its code typed in. */
export function ResetScreen({ token }: { token: string | null }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const submission = useSubmission(
    {
      token: { label: 'Code from the mail', check: filled('Enter the code that stands in the mail.') },
      newPassword: { label: 'New password', check: filled('Choose a new password.') },
    },
    { token: token ?? '', newPassword: '' },
    async ({ token: code, newPassword }) => {
      await call('POST', '/auth/reset-password', { body: { token: code.trim(), newPassword } });
      endSession(client, 'passwordSet');
      greet(client, 'passwordSet');
      await navigate({ to: '/', replace: true });
    },
  );
  const code = submission.field('token');
  if (token && code.error) return <LinkIsOver />;
  return (
    <Frame>
      <PageHeading tab="New password">Choose a new password</PageHeading>
      <Text c="dimmed" mt="xs">
        All your sessions end, on every device; then you sign in with the new one.
      </Text>
      <form {...submission.form}>
        <Stack gap="md" mt="lg">
          <ProblemAlert problem={submission.problem} />
          {!token && (
            <TextInput
              {...code}
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={200}
            />
          )}
          <NewPasswordField {...submission.field('newPassword')} />
          <Button type="submit" loading={submission.busy} fullWidth>
            Set the new password
          </Button>
          <Text size="sm" ta="center">
            <Anchor renderRoot={(props) => <Link to="/forgotten-password" {...props} />}>
              Send another mail
            </Anchor>
          </Text>
        </Stack>
      </form>
    </Frame>
  );
}

const LinkIsOver = () => (
  <Frame>
    <PageHeading tab="Link is over">This link no longer works</PageHeading>
    <Stack gap="md" mt="sm">
      <Text>It was used, or it is more than an hour old. Your password is as it was.</Text>
      <Button renderRoot={(props) => <Link to="/forgotten-password" {...props} />} fullWidth>
        Send another mail
      </Button>
      <Text size="sm" ta="center">
        <Anchor renderRoot={(props) => <Link to="/" {...props} />}>Back to sign-in</Anchor>
      </Text>
    </Stack>
  </Frame>
);
