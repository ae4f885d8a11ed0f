import './setup.css';
import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { DemoWelcome, SetupRead } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { Frame } from '../../ui/frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { DemoReady } from './demo-ready.tsx';
import { OperatorForm } from './operator-form.tsx';

/** First run: makes the operator's account by the link that the server printed. */
export function SetupScreen({ token }: { token: string }) {
  const path = `/v1/setup/${encodeURIComponent(token)}` as const;
  const [demo, setDemo] = useState<(DemoWelcome & { ownPassword: string }) | null>(null);
  const setup = useQuery({
    queryKey: ['setup', token],
    queryFn: () => call<SetupRead>('GET', path),
    // Read again it would be over, while its own form is still at work.
    staleTime: Number.POSITIVE_INFINITY,
  });
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
      {demo && <DemoReady demo={demo} />}
      {setup.data && !demo && <OperatorForm path={path} onDemo={setDemo} />}
    </Frame>
  );
}

const LinkIsOver = () => (
  <>
    <PageHeading tab="Link expired">This setup link has expired</PageHeading>
    <Stack gap="md" mt="sm">
      <Text>
        It was already used, or a newer link was printed. Until there is an operator, each start of the server
        prints a new link in its terminal.
      </Text>
      <Text>
        Already have an operator account?{' '}
        <Anchor inherit underline="always" renderRoot={(props) => <Link to="/" {...props} />}>
          Sign in
        </Anchor>
        .
      </Text>
    </Stack>
  </>
);
