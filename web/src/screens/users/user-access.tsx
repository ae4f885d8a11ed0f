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

type Invitation = NonNullable<User['invitation']>;

/**
 * Whether somebody may sign in, a new link for who has no password yet, and a password for who forgot theirs. Refusals
 * stand here, in their own words.
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
  const invite = () =>
    attempt(async () => setInvitation(await call<Invitation>('POST', `${path}/invitation`)));

  return (
    <section className="record-part" aria-labelledby="user-access">
      <h2 id="user-access">Signing in</h2>
      <Text size="sm" c="dimmed">
        {user.active
          ? 'Somebody who has not chosen a password yet needs an invitation link; a new one ends the earlier one. Who forgot theirs asks for a mail when signing in; where none can reach them, set one here.'
          : 'Switched off: cannot sign in for your agency, and keys made for it do not work. What they did stays in the change log.'}
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
            <Button size="sm" variant="default" loading={busy} onClick={() => void invite()}>
              New invitation link
            </Button>
            {user.email !== me.user.email && (
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
        Their sessions for your agency end at once, and their API keys stop working. You can switch them on
        again.
      </ConfirmDialog>
    </section>
  );
}
