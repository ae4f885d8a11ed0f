import { Anchor, Button, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { signInAgain, useInterrupted } from '../api/session.ts';
import { EmailField, PasswordField } from '../ui/fields.tsx';
import { filled } from '../ui/filled.ts';
import { useMe } from '../ui/me.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useSubmission } from '../ui/submission.ts';

/** On top of a page whose session has ended: nothing that was typed is lost, and the same person goes on. */
export function SignInDialog() {
  const interrupted = useInterrupted();
  return (
    <Modal.Root
      opened={interrupted}
      onClose={() => {}}
      closeOnEscape={false}
      closeOnClickOutside={false}
      centered
      size={440}
      zIndex={1000}
    >
      <Modal.Overlay backgroundOpacity={0.8} blur={10} />
      <Modal.Content>
        <Modal.Body>{interrupted && <Form />}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Form() {
  const me = useMe();
  const client = useQueryClient();
  const submission = useSubmission(
    {
      email: { label: 'E-mail', check: filled('Enter your e-mail address.') },
      password: { label: 'Password', check: filled('Enter your password.') },
    },
    { email: me.user.email, password: '' },
    ({ email, password }) => signInAgain(client, me, email.trim(), password),
    (problem) => (problem.code === 'unauthenticated' ? { password: problem.message } : null),
  );
  return (
    <>
      <Modal.Title>Sign in</Modal.Title>
      <Text mt="xs" c="dimmed" role="status">
        Your session ended. Sign in again to continue. What you typed is still here.
      </Text>
      <form {...submission.form}>
        <Stack gap="md" mt="lg">
          <ProblemAlert problem={submission.problem} />
          <EmailField {...submission.field('email')} />
          <PasswordField {...submission.field('password')} autoComplete="current-password" data-autofocus />
          <Button type="submit" loading={submission.busy} fullWidth>
            Sign in
          </Button>
          <Text size="sm" ta="center">
            <Anchor component="button" type="button" onClick={() => location.assign('/')}>
              Leave this page instead
            </Anchor>
          </Text>
        </Stack>
      </form>
    </>
  );
}
