import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { User } from '../../api/messages.ts';
import { isStale } from '../../api/problem.ts';
import { refresh } from '../../api/queries.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NewPasswordField } from '../../ui/fields.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';

interface Props {
  readonly user: User;
  readonly close: () => void;
}

/** Sets a password for a user who forgot theirs and cannot be mailed. Whom one may not do that for, the server says. */
export const PasswordDialog = ({ opened, ...props }: Props & { opened: boolean }) => (
  <Dialog opened={opened} close={props.close} title={<>Set a password for {props.user.name}</>}>
    <Choose {...props} />
  </Dialog>
);

function Choose({ user, close }: Props) {
  const client = useQueryClient();
  const { form, props, problem, conflict, busy } = useApiForm({
    initialValues: { password: '' },
    labels: { password: 'The password' },
    validate: { password: (typed) => (typed.length < 8 ? 'Choose at least 8 characters.' : null) },
    send: async (body) => {
      try {
        await call('PATCH', `/v1/admin/users/${user.id}`, { body, ifMatch: user.version });
      } catch (error) {
        if (isStale(error)) await refresh(client, 'admin/users', user.id);
        throw error;
      }
      close();
      await refresh(client, 'admin/users', user.id);
      toast(`${user.name} signs in with the new password`);
    },
  });
  return (
    <form {...props}>
      <Text mt="xs" mb="md">
        Their sessions end at once, on every device. Tell it to them yourself; they can choose another under
        Your account. That you set it stands in the change log.
      </Text>
      <NewPasswordField {...form.getInputProps('password')} name="password" label="New password" />
      <ProblemAlert problem={problem ?? conflict} />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={close}>
          Cancel
        </Button>
        <Button size="sm" type="submit" loading={busy}>
          Set the password
        </Button>
      </Group>
    </form>
  );
}
