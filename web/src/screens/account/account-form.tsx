import { Button, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Account } from '../../api/messages.ts';
import { refetchSession } from '../../api/session.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { EmailField, PasswordField } from '../../ui/fields.tsx';
import { filled } from '../../ui/filled.ts';
import { useMe } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';

/** One's own name and address, changed with the password asked again; a new address is confirmed by a mail to it. */
export function AccountForm() {
  const { user } = useMe();
  const client = useQueryClient();
  const [unconfirmed, setUnconfirmed] = useState<string | null>(null);
  const { form, problem, busy, props } = useApiForm({
    initialValues: { name: user.name, email: user.email, current: '' },
    labels: { name: 'Your name', email: 'Your e-mail', current: 'This' },
    validate: {
      name: filled('Enter your name.'),
      email: filled('Enter your e-mail address.'),
      current: (value) => (value === '' ? 'Enter the password you have now.' : null),
    },
    send: async ({ name, email, current }) => {
      const body = {
        ...(name.trim() !== user.name && { name: name.trim() }),
        ...(email.trim() !== user.email && { email: email.trim() }),
        current,
      };
      const saved = await call<Account>('POST', '/v1/me/account', { body });
      await refetchSession(client);
      form.setValues({ name: saved.user.name, email: saved.user.email, current: '' });
      setUnconfirmed(saved.unconfirmed);
      if (!saved.unconfirmed) toast('Your account is saved');
    },
  });
  const changed = form.values.name.trim() !== user.name || form.values.email.trim() !== user.email;
  return (
    <form {...props} className="account-form">
      <TextInput
        {...form.getInputProps('name')}
        name="name"
        label="Name"
        autoComplete="name"
        maxLength={200}
      />
      <EmailField {...form.getInputProps('email')} name="email" label="E-mail" />
      {changed && (
        <PasswordField
          {...form.getInputProps('current')}
          name="current"
          label="Password now"
          autoComplete="current-password"
        />
      )}
      <ProblemAlert problem={problem} />
      <div role="status">
        {unconfirmed && (
          <Text size="sm">
            A mail is on its way to {unconfirmed}. Open its link within a day, and you sign in with that
            address; until then {user.email} stays.
          </Text>
        )}
      </div>
      {changed && (
        <div>
          <Button size="sm" type="submit" loading={busy}>
            Save
          </Button>
        </div>
      )}
    </form>
  );
}
