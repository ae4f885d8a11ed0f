import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Greeting, signIn, useGreeting } from '../../api/session.ts';
import { EmailField, PasswordField } from '../../ui/fields.tsx';
import { filled } from '../../ui/filled.ts';
import { Frame } from '../../ui/frame.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { typedEmail } from '../../ui/typed-email.ts';

const greetings: Record<Greeting, string> = {
  ended: 'Your session ended. Sign in again to continue.',
  signedOut: 'You are signed out.',
  signedOutEverywhere: 'You are signed out on every device.',
  passwordSet: 'Your new password is set. Sign in with it.',
  operatorMade: 'The operator account is made. Sign in with it.',
  joined: 'Your password is set. Sign in with it.',
};

/** The way in: e-mail and password. */
export function SignInScreen() {
  const client = useQueryClient();
  const greeting = useGreeting();
  const submission = useSubmission(
    {
      email: { label: 'E-mail', check: filled('Enter your e-mail address.') },
      password: { label: 'Password', check: filled('Enter your password.') },
    },
    { email: typedEmail.read(), password: '' },
    async ({ email, password }) => {
      await signIn(client, email.trim(), password);
      typedEmail.keep('');
    },
    (problem) => (problem.code === 'unauthenticated' ? { password: problem.message } : null),
  );
  return (
    <Frame>
      <PageHeading tab="Sign in">Sign in</PageHeading>
      {greeting && (
        <Alert color="pipe" icon={<Icon name="info" />} role="status" mt="md">
          <Text size="sm">{greetings[greeting]}</Text>
        </Alert>
      )}
      <form {...submission.form}>
        <Stack gap="md" mt="lg">
          <ProblemAlert problem={submission.problem} />
          <EmailField {...submission.field('email')} autoFocus={typedEmail.read() === ''} />
          <PasswordField {...submission.field('password')} autoComplete="current-password" />
          <Button type="submit" loading={submission.busy} fullWidth>
            Sign in
          </Button>
          <Text size="sm" ta="center">
            <Anchor
              renderRoot={(props) => <Link to="/forgotten-password" {...props} />}
              onClick={() => typedEmail.keep(submission.values.email)}
            >
              Forgotten password?
            </Anchor>
          </Text>
        </Stack>
      </form>
    </Frame>
  );
}
