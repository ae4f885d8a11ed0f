import { Button, Text } from '@mantine/core';
import { call } from '../../api/call.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { NewPasswordField, PasswordField } from '../../ui/fields.tsx';
import { useMe } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';

/** Changes one's own password; whoever else sits at another device of one's is signed out. */
export function PasswordForm() {
  const { user } = useMe();
  const { form, problem, busy, props } = useApiForm({
    initialValues: { current: '', new: '' },
    labels: { current: 'This', new: 'The new password' },
    validate: {
      current: (value) => (value === '' ? 'Enter the password you have now.' : null),
      new: (value) => (value.length < 8 ? 'Choose at least 8 characters.' : null),
    },
    send: async (values) => {
      await call('POST', '/v1/me/password', { body: values });
      form.reset();
      toast('Password changed; your other sessions have ended');
    },
  });
  return (
    <form {...props} className="account-form">
      {/* For the browser's own store of passwords. */}
      <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
      <PasswordField
        {...form.getInputProps('current')}
        name="current"
        label="Password now"
        autoComplete="current-password"
      />
      <NewPasswordField {...form.getInputProps('new')} name="new" label="New password" />
      <ProblemAlert problem={problem} />
      <div>
        <Button size="sm" type="submit" loading={busy}>
          Change the password
        </Button>
      </div>
      <Text size="sm" c="dimmed">
        Your other sessions end at once. This one goes on, and so do your API keys.
      </Text>
    </form>
  );
}
