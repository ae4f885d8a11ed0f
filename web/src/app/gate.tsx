import { Stack } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { asCallProblem } from '../api/problem.ts';
import { useSession } from '../api/session.ts';
import { SignInScreen } from '../screens/sign-in/sign-in.screen.tsx';
import { Frame } from '../ui/frame.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Waiting } from '../ui/waiting.tsx';

const Inside = lazy(() => import('./inside.tsx'));

/** Stands before every screen: the way in, or the screen. The address stays, and is followed after signing in. */
export function Gate() {
  const session = useSession();
  if (session.data)
    return (
      <Suspense fallback={<Waiting what="your page" />}>
        <Inside me={session.data} />
      </Suspense>
    );
  if (session.data === null) return <SignInScreen />;
  return (
    <Frame>
      {session.error ? (
        <>
          <PageHeading tab="No answer">Standpipe is not responding</PageHeading>
          <Stack mt="lg">
            <ProblemAlert problem={asCallProblem(session.error)} retry={() => void session.refetch()} />
          </Stack>
        </>
      ) : (
        <Waiting what="Standpipe" />
      )}
    </Frame>
  );
}
