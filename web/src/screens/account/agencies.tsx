import { Button, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { Invitations } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { actFor, refetchSession } from '../../api/session.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { useMe } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast, toastProblem } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';

const key = ['own', 'invitations'] as const;
type Invitation = Invitations['items'][number];

/** The agencies that this sign-in opens, and those that invite its person. */
export function Agencies() {
  const me = useMe();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call<Invitations>('GET', '/v1/me/invitations', { signal, viewAs: null }),
  });
  const answer = async ({ id, agency }: Invitation, action: 'accept' | 'decline') => {
    try {
      await call('POST', `/v1/me/invitations/${id}/${action}`);
      toast(action === 'accept' ? `You now work for ${agency.name} too` : `You declined ${agency.name}`);
      await refetchSession(client);
    } catch (error) {
      toastProblem(error);
    }
    await client.invalidateQueries({ queryKey: key });
  };
  if (query.error && !query.data)
    return <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />;
  if (!query.data) return <Waiting what="your agencies" />;
  return (
    <>
      {query.data.items.length > 0 && (
        <section aria-labelledby="invitations">
          <h2 id="invitations" className="account-heading">
            Invitations
          </h2>
          <ul className="account-list">
            {query.data.items.map((invitation) => (
              <li key={invitation.id}>
                <div>
                  <p>
                    <b>{invitation.agency.name}</b> invites you as {invitation.name}
                  </p>
                  <p className="account-small">
                    Accept by <DateTime at={invitation.expiresAt} />
                  </p>
                </div>
                <div className="account-answers">
                  <Button size="compact-md" onClick={() => void answer(invitation, 'accept')}>
                    Accept
                  </Button>
                  <Button
                    size="compact-md"
                    variant="default"
                    aria-label={`Decline ${invitation.agency.name}`}
                    onClick={() => void answer(invitation, 'decline')}
                  >
                    Decline
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2 className="account-heading">Your agencies</h2>
      {me.memberships.length === 0 && (
        <Text size="sm" c="dimmed">
          You do not work for an agency yet.
        </Text>
      )}
      <ul className="account-list">
        {me.memberships.map(({ agency }) => (
          <li key={agency.id}>
            <div>
              <p>
                <b>{agency.name}</b>
                {agency.id === me.agency?.id && <span className="account-now"> · this session</span>}
              </p>
            </div>
            {agency.id !== me.agency?.id && (
              <Button
                size="compact-md"
                variant="default"
                aria-label={`Switch to ${agency.name}`}
                onClick={() => void actFor(client, agency.id).catch(toastProblem)}
              >
                Switch
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed" maw={560}>
        A password that an agency gave you opens that agency only. To use one password for all your agencies,
        choose “Forgot your password?” when signing in, or open the link in an invitation e-mail.
      </Text>
    </>
  );
}
