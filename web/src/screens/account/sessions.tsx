import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Sessions as SessionsAnswer } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { signOutEverywhere } from '../../api/session.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DateTime } from '../../ui/date-time.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast, toastProblem } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { deviceText } from './session-words.ts';

const key = ['own', 'sessions'] as const;

/** Where one is signed in; each can be ended. */
export function Sessions() {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call<SessionsAnswer>('GET', '/v1/me/sessions', { signal, viewAs: null }),
  });
  const end = async (id: string, device: string) => {
    try {
      await call('DELETE', `/v1/me/sessions/${id}`);
      await client.invalidateQueries({ queryKey: key });
      toast(`Session ended: ${device}`);
    } catch (error) {
      toastProblem(error);
      void client.invalidateQueries({ queryKey: key });
    }
  };
  if (query.error && !query.data)
    return <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />;
  if (!query.data) return <Waiting what="your sessions" />;
  return (
    <>
      <ul className="account-list">
        {query.data.items.map((session) => {
          const device = deviceText(session.userAgent);
          return (
            <li key={session.id}>
              <div>
                <p>
                  <b>{device}</b>
                  {session.current && <span className="account-now"> · this one</span>}
                </p>
                <p className="account-small">
                  Signed in <DateTime at={session.createdAt} ago />
                  {session.agency && ` · for ${session.agency.name}`}
                  {session.address && ` · from ${session.address}`}
                </p>
              </div>
              {!session.current && (
                <Button
                  size="compact-md"
                  variant="default"
                  aria-label={`End the session ${device}`}
                  onClick={() => void end(session.id, device)}
                >
                  End
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <Button size="sm" variant="default" className="account-danger" onClick={() => setAsking(true)}>
        Sign out everywhere…
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Sign out everywhere?"
        confirm="Sign out everywhere"
        cancel="Stay signed in"
        onConfirm={() => signOutEverywhere(client)}
        onClose={() => setAsking(false)}
      >
        All your sessions end at once, on every device, this one too. API keys keep working.
      </ConfirmDialog>
    </>
  );
}
