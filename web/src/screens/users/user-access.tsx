import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { User } from '../../api/messages.ts';
import { asCallProblem, type CallProblem, isStale } from '../../api/problem.ts';
import { refresh } from '../../api/queries.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useMe } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { signInText } from './sign-in-words.ts';

type Invitation = NonNullable<User['invitation']>;

/**
 * How somebody signs in, a new invitation for who has not accepted, acceptance of who the operator added, and a password
 * for who forgot theirs. Refusals stand here, in their own words.
 */
export function UserAccess({ user }: { user: User }) {
  const client = useQueryClient();
  const me = useMe();
  const [asked, setAsked] = useState<'off' | 'password' | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const path = `/v1/admin/users/${user.id}` as const;

  const set = async (active: boolean) => {
    try {
      await call('PATCH', path, { body: { active }, ifMatch: user.version });
    } catch (error) {
      if (isStale(error)) await refresh(client, 'admin/users', user.id);
      throw error;
    }
    setAsked(null);
    await refresh(client, 'admin/users', user.id);
    toast(active ? `${user.name} may sign in again` : `${user.name} is switched off`);
  };
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    await work().catch((error: unknown) => setProblem(asCallProblem(error)));
    setBusy(false);
  };
  const decide = async (action: 'approve' | 'refuse') => {
    await call('POST', `${path}/${action}`);
    await refresh(client, 'admin/users', user.id);
    toast(action === 'approve' ? `${user.name} is accepted` : `${user.name} is refused`);
  };
  const invite = () =>
    attempt(async () => setInvitation(await call<Invitation>('POST', `${path}/invitation`)));

  return (
    <section className="record-part" aria-labelledby="user-access">
      <h2 id="user-access">Signing in</h2>
      <Text size="sm" c="dimmed">
        {user.active
          ? signInText[user.signIn]
          : 'Switched off: they cannot sign in for your agency, and their API keys have ended. What they did stays in the change log.'}
      </Text>
      <ProblemAlert problem={problem} />
      {invitation ? (
        <div className="user-link">
          <InvitationLink invitation={invitation} name={user.name} />
        </div>
      ) : null}
      <div className="user-next">
        {user.active ? (
          <>
            {user.approvalUntil && (
              <Button
                size="sm"
                loading={busy}
                disabled={user.signIn === 'approvalExpired'}
                onClick={() => void attempt(() => decide('approve'))}
              >
                Accept
              </Button>
            )}
            {user.approvalUntil && (
              <Button
                size="sm"
                variant="default"
                loading={busy}
                onClick={() => void attempt(() => decide('refuse'))}
              >
                Refuse
              </Button>
            )}
            {user.signIn === 'invited' && (
              <Button size="sm" variant="default" loading={busy} onClick={() => void invite()}>
                Send a new invitation
              </Button>
            )}
            {user.email !== me.user.email && !user.approvalUntil && (
              <Button size="sm" variant="default" onClick={() => setAsked('password')}>
                Set a password…
              </Button>
            )}
            <Button size="sm" variant="default" className="button-danger" onClick={() => setAsked('off')}>
              Switch off…
            </Button>
          </>
        ) : (
          <Button size="sm" variant="default" loading={busy} onClick={() => void attempt(() => set(true))}>
            Switch on
          </Button>
        )}
      </div>
      <PasswordDialog user={user} opened={asked === 'password'} close={() => setAsked(null)} />
      <ConfirmDialog
        opened={asked === 'off'}
        title={`Switch ${user.name} off?`}
        confirm="Switch off"
        danger
        onConfirm={() => set(false)}
        onClose={() => setAsked(null)}
      >
        Their sessions and API keys for your agency end at once. You can switch them on again; they then sign
        in and make new keys.
      </ConfirmDialog>
    </section>
  );
}
