import { Button, Group, Text } from '@mantine/core';
import { call } from '../../api/call.ts';
import type { Agency, AgencyUser } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

/** Offers a new invitation link for somebody who was added before and cannot find theirs. */
export function LostLink({
  agency,
  email,
  found,
}: {
  agency: Agency;
  email: string;
  found: (user: AgencyUser) => void;
}) {
  const { problem, busy, submit } = useApiForm({
    initialValues: {},
    labels: {},
    send: async () =>
      found(
        await call<AgencyUser>('POST', `/v1/operator/agencies/${agency.id}/invitations`, { body: { email } }),
      ),
  });
  return (
    <>
      <Group gap="sm" mt="xs">
        <Text size="sm">Did their link get lost?</Text>
        <Button size="sm" variant="default" loading={busy} onClick={() => void submit()}>
          New invitation link
        </Button>
      </Group>
      <ProblemAlert problem={problem} />
    </>
  );
}
