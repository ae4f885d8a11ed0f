import { Alert, Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import type { InvitationRead, Welcome } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { signInOr } from '../../ui/arrival.ts';
import { NewPasswordField } from '../../ui/fields.tsx';
import { filled } from '../../ui/filled.ts';
import { Frame } from '../../ui/frame.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { dayText } from '../../ui/times.ts';
import { typedEmail } from '../../ui/typed-email.ts';
import { Waiting } from '../../ui/waiting.tsx';

/** Who invites to what; accepting it is choosing a password. */
export function InvitationScreen({ token }: { token: string }) {
  const path = `/v1/invitations/${encodeURIComponent(token)}` as const;
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => call<InvitationRead>('GET', path),
    refetchOnWindowFocus: false,
  });
  const problem = invitation.error && asCallProblem(invitation.error);
  return (
    <Frame>
      {invitation.isPending && <Waiting what="the invitation" />}
      {problem?.status === 404 && <LinkIsOver />}
      {problem && problem.status !== 404 && (
        <>
          <PageHeading tab="Invitation">Your invitation</PageHeading>
          <Stack mt="lg">
            <ProblemAlert problem={problem} retry={() => void invitation.refetch()} />
          </Stack>
        </>
      )}
      {invitation.data && <Acceptance path={path} invitation={invitation.data} />}
    </Frame>
  );
}

function Acceptance({ path, invitation }: { path: `/${string}`; invitation: InvitationRead }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const signedIn = useSession().data;
  const submission = useSubmission(
    {
      name: { label: 'Your name', check: filled('Enter your name.') },
      password: {
        label: 'Password',
        check: (value: string) => (invitation.hasAccount ? null : filled('Choose a password.')(value)),
      },
    },
    { name: invitation.name, password: '' },
    async ({ name, password }) => {
      const own = invitation.hasAccount ? {} : { password };
      const welcome = await call<Welcome>('POST', path, { body: { name: name.trim(), ...own } });
      if (invitation.hasAccount) typedEmail.keep(welcome.email);
      else await signInOr(client, welcome.email, password, 'joined');
      await navigate({ to: '/', replace: true });
    },
  );
  return (
    <>
      <PageHeading tab="Invitation">{invitation.agency.name} invites you</PageHeading>
      <Text c="dimmed" mt="xs">
        {invitation.hasAccount
          ? 'You have a Standpipe account with this address. Accept, then sign in with your own password.'
          : 'Choose a password to begin.'}{' '}
        The link works once, until {dayText(invitation.expiresAt)}.
      </Text>
      {signedIn && (
        <Alert color="pipe" icon={<Icon name="info" />} mt="md">
          <Text size="sm">
            This browser is signed in as {signedIn.user.name}. The invitation is for {invitation.email}.
          </Text>
        </Alert>
      )}
      <form {...submission.form}>
        <Stack gap="md" mt="lg">
          <ProblemAlert problem={submission.problem} />
          <TextInput
            label="E-mail"
            description="You sign in with it."
            type="email"
            value={invitation.email}
            readOnly
            variant="filled"
            autoComplete="username"
          />
          <TextInput {...submission.field('name')} autoComplete="name" maxLength={200} />
          {!invitation.hasAccount && <NewPasswordField {...submission.field('password')} />}
          <Button type="submit" loading={submission.busy} fullWidth>
            Accept the invitation
          </Button>
        </Stack>
      </form>
    </>
  );
}

const LinkIsOver = () => (
  <>
    <PageHeading tab="Link is over">This invitation no longer works</PageHeading>
    <Stack gap="md" mt="sm">
      <Text>
        It was used, its time is over, or a newer one was sent. An administrator of your agency can make you
        another.
      </Text>
      <Text>
        You have chosen a password already?{' '}
        <Anchor inherit underline="always" renderRoot={(props) => <Link to="/" {...props} />}>
          Sign in
        </Anchor>
        .
      </Text>
    </Stack>
  </>
);
