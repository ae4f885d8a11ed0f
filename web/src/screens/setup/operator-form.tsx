import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { DemoWelcome, Welcome } from '../../api/messages.ts';
import { asCallProblem, CallProblem } from '../../api/problem.ts';
import { signInOr } from '../../ui/arrival.ts';
import { EmailField, NewPasswordField } from '../../ui/fields.tsx';
import { filled } from '../../ui/filled.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { type Beginning, BeginningChoice } from './beginning-choice.tsx';
import { DemoLoading } from './demo-loading.tsx';

const demoTakes = 5 * 60_000;

/** The account is made before the demo is: where only the demo fails, trying again would find the link used. */
function orHalfway(error: unknown): never {
  const { status } = asCallProblem(error);
  if (status > 0 && status < 500) throw error;
  throw new CallProblem(
    status,
    'demo_halfway',
    'The demo was not fully loaded. If your account was created, sign in on the start page and continue there.',
  );
}

/** Makes the operator's account, and what the server begins with. */
export function OperatorForm({
  path,
  onDemo,
}: {
  path: `/${string}`;
  onDemo: (demo: DemoWelcome & { ownPassword: string }) => void;
}) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [beginning, setBeginning] = useState<Beginning>('empty');
  const submission = useSubmission(
    {
      name: { label: 'Your name', check: filled('Enter your name.') },
      email: { label: 'E-mail', check: filled('Enter the e-mail address that you will sign in with.') },
      password: { label: 'Password', check: filled('Choose a password.') },
    },
    { name: '', email: '', password: '' },
    async ({ name, email, password }) => {
      const body = { name: name.trim(), email: email.trim(), password };
      if (beginning === 'demo') {
        const options = { body, timeout: demoTakes };
        const demo = await call<DemoWelcome>('POST', `${path}/demo`, options).catch(orHalfway);
        return onDemo({ ...demo, ownPassword: password });
      }
      const made = await call<Welcome>('POST', path, { body });
      await signInOr(client, made.email, password, 'operatorMade');
      await navigate({
        to: (beginning === 'registry' ? '/operator/registry' : '/') as string,
        replace: true,
      });
    },
  );
  return (
    <>
      <PageHeading tab="Setup">Set up this server</PageHeading>
      <Text c="dimmed" mt="xs">
        Create the operator account. The operator adds agencies, turns sharing on and links agencies in
        different counties. The operator cannot see any agency's records.
      </Text>
      <form {...submission.form}>
        <Stack gap="md" mt="lg">
          <ProblemAlert problem={submission.problem} />
          <TextInput {...submission.field('name')} autoComplete="name" maxLength={200} />
          <EmailField {...submission.field('email')} />
          <NewPasswordField {...submission.field('password')} />
          <BeginningChoice value={beginning} onChange={setBeginning} />
          <Button type="submit" loading={submission.busy} fullWidth>
            {beginning === 'demo' ? 'Create account and load demo' : 'Create operator account'}
          </Button>
          <div aria-live="polite">{submission.busy && beginning === 'demo' && <DemoLoading />}</div>
        </Stack>
      </form>
    </>
  );
}
