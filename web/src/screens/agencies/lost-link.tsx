import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Agency, AgencyUser } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
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
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const renew = async () => {
    setBusy(true);
    setProblem(null);
    const path = `/v1/operator/agencies/${agency.id}/invitations` as const;
    await call<AgencyUser>('POST', path, { body: { email } }).then(found, (error: unknown) =>
      setProblem(asCallProblem(error)),
    );
    setBusy(false);
  };
  return (
    <>
      <Group gap="sm" mt="xs">
        <Text size="sm">Did their link get lost?</Text>
        <Button size="sm" variant="default" loading={busy} onClick={() => void renew()}>
          New invitation link
        </Button>
      </Group>
      <ProblemAlert problem={problem} />
    </>
  );
}
