import { Button, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Agency, AgencyUser } from '../../api/messages.ts';
import type { CallProblem } from '../../api/problem.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { filled } from '../../ui/filled.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { administratorsKey } from './administrators.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { LostLink } from './lost-link.tsx';

/** Brings an agency's first administrators in; from then on they look after their own people. */
export function FirstAdministrators({ agency }: { agency: Agency }) {
  const client = useQueryClient();
  const [added, setAdded] = useState<readonly AgencyUser[]>([]);
  const { form, problem, busy, props } = useApiForm({
    initialValues: { name: '', email: '' },
    labels: { name: 'Name', email: 'E-mail' },
    validate: { name: filled('Enter the name.'), email: filled('Enter the e-mail address.') },
    send: async ({ name, email }) => {
      const user = await call<AgencyUser>('POST', `/v1/operator/agencies/${agency.id}/users`, {
        body: { name: name.trim(), email: email.trim() },
      });
      show(user);
      form.reset();
      await client.invalidateQueries({ queryKey: administratorsKey(agency.id) });
    },
  });
  /** What was refused and is settled since, by a new link. */
  const [settled, setSettled] = useState<CallProblem | null>(null);
  const refused = problem === settled ? null : problem;
  const show = (user: AgencyUser) =>
    setAdded((before) => [user, ...before.filter(({ id }) => id !== user.id)]);
  return (
    <>
      <Text c="dimmed" size="sm" maw={600}>
        An agency without an administrator gets one at once. If it has one, they have to accept the person you
        add, and all its user administrators are told.
      </Text>
      <form {...props} className="administrator-form">
        <TextInput
          size="sm"
          label="Name"
          autoComplete="off"
          maxLength={200}
          {...form.getInputProps('name')}
        />
        <TextInput
          size="sm"
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          {...form.getInputProps('email')}
        />
        <Button size="sm" type="submit" variant="default" loading={busy}>
          Add administrator
        </Button>
      </form>
      <ProblemAlert problem={refused} />
      {refused?.code === 'conflict' && (
        <LostLink
          agency={agency}
          email={form.values.email.trim()}
          found={(user) => {
            show(user);
            setSettled(refused);
            form.reset();
          }}
        />
      )}
      <div aria-live="polite">
        {added.map((user) => (
          <InvitationLink key={user.id} user={user} />
        ))}
      </div>
    </>
  );
}
