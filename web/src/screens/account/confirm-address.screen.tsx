import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Welcome } from '../../api/messages.ts';
import { refetchSession } from '../../api/session.ts';
import { filled } from '../../ui/filled.ts';
import { Frame } from '../../ui/frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { typedEmail } from '../../ui/typed-email.ts';

/** Confirms a new address by a mailed link, or by its code typed in. Opening the link alone changes nothing. */
export function ConfirmAddressScreen() {
  const { token = null } = useParams({ strict: false }) as { token?: string };
  const client = useQueryClient();
  const [email, setEmail] = useState<string | null>(null);
  const submission = useSubmission(
    { token: { label: 'Code from the mail', check: filled('Enter the code from the mail.') } },
    { token: token ?? '' },
    async ({ token: code }) => {
      const path = `/v1/address-changes/${encodeURIComponent(code.trim())}` as const;
      const confirmed = await call<Welcome>('POST', path);
      typedEmail.keep(confirmed.email);
      setEmail(confirmed.email);
      await refetchSession(client);
    },
    ({ status }) =>
      status === 401
        ? { token: 'Sign in first, then open the link in the mail again.' }
        : status === 404
          ? {
              token:
                'This code no longer works, or you are signed in as someone else. Request a new one under Your account.',
            }
          : null,
  );
  const field = submission.field('token');
  if (email)
    return (
      <Frame>
        <PageHeading tab="Address confirmed">Your address is confirmed</PageHeading>
        <Stack gap="md" mt="sm">
          <Text>From now on you sign in with {email}.</Text>
          <Button renderRoot={(props) => <Link to="/" {...props} />} fullWidth>
            Go to Standpipe
          </Button>
        </Stack>
      </Frame>
    );
  return (
    <Frame>
      <PageHeading tab="Confirm your address">Confirm your new address</PageHeading>
      <form {...submission.form}>
        <Stack gap="md" mt="lg">
          <ProblemAlert problem={submission.problem} />
          {token ? (
            field.error && <Text role="alert">{field.error}</Text>
          ) : (
            <TextInput
              {...field}
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={200}
            />
          )}
          <Button type="submit" loading={submission.busy} fullWidth>
            Sign in with this address
          </Button>
        </Stack>
      </form>
    </Frame>
  );
}
