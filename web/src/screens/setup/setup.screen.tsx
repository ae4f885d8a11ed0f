import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import type { SetupRead, Welcome } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { signInOr } from '../../ui/arrival.ts';
import { EmailField, NewPasswordField } from '../../ui/fields.tsx';
import { Frame } from '../../ui/frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { filled, useSubmission } from '../../ui/submission.ts';
import { Waiting } from '../../ui/waiting.tsx';

/** First run: makes the operator's account by the link that the server printed. */
export function SetupScreen({ token }: { token: string }) {
  const path = `/v1/setup/${encodeURIComponent(token)}` as const;
  const setup = useQuery({ queryKey: ['setup', token], queryFn: () => call<SetupRead>('GET', path) });
  const problem = setup.error && asCallProblem(setup.error);
  return (
    <Frame>
      {setup.isPending && <Waiting what="the setup link" />}
      {problem?.status === 404 && <LinkIsOver />}
      {problem && problem.status !== 404 && (
        <>
          <PageHeading tab="Setup">Set up this server</PageHeading>
          <Stack mt="lg">
            <ProblemAlert problem={problem} retry={() => void setup.refetch()} />
          </Stack>
        </>
      )}
      {setup.data && <OperatorForm path={path} />}
    </Frame>
  );
}

function OperatorForm({ path }: { path: `/${string}` }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const submission = useSubmission(
    {
      name: { label: 'Your name', check: filled('Enter your name.') },
      email: { label: 'E-mail', check: filled('Enter the e-mail address that you will sign in with.') },
      password: { label: 'Password', check: filled('Choose a password.') },
    },
    { name: '', email: '', password: '' },
    async ({ name, email, password }) => {
      const made = await call<Welcome>('POST', path, { name: name.trim(), email: email.trim(), password });
      await signInOr(client, made.email, password, 'operatorMade');
      await navigate({ to: '/', replace: true });
    },
  );
  return (
    <>
      <PageHeading tab="Setup">Set up this server</PageHeading>
      <Text c="dimmed" mt="xs">
        Make the first operator: the one who adds agencies, enables sharing on their accounts and links them
        across county lines. An operator reads no agency's records.
      </Text>
      <form {...submission.form}>
        <Stack gap="md" mt="lg">
          <ProblemAlert problem={submission.problem} />
          <TextInput {...submission.field('name')} autoComplete="name" maxLength={200} />
          <EmailField {...submission.field('email')} />
          <NewPasswordField {...submission.field('password')} />
          <Button type="submit" loading={submission.busy} fullWidth>
            Make the operator account
          </Button>
        </Stack>
      </form>
    </>
  );
}

const LinkIsOver = () => (
  <>
    <PageHeading tab="Link is over">This setup link does not work any more</PageHeading>
    <Stack gap="md" mt="sm">
      <Text>
        It was used, or a later start of the server printed another one. While there is no operator, every
        start prints a new link on the server's terminal.
      </Text>
      <Text>
        There is an operator already?{' '}
        <Anchor inherit underline="always" renderRoot={(props) => <Link to="/" {...props} />}>
          Sign in
        </Anchor>
        .
      </Text>
    </Stack>
  </>
);
