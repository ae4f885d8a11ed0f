import { Button, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApiKey } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { useCreate } from '../../ui/create.ts';
import { filled } from '../../ui/filled.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { PermissionBoxes } from '../../ui/permission-boxes.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { endIn, expiries } from './key-expiries.ts';

/** Makes a key beside the list; the key itself is shown once, here. */
export function KeyPanel({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [made, setMade] = useState<ApiKey | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <SidePanel opened={opened} title={made ? `Key ${made.name}` : 'New API key'} onClose={close}>
      {made ? (
        <>
          {made.key ? (
            <ShownOnce
              label="API key"
              value={made.key}
              note="Copy it now: it is not shown again, and nobody can look it up. Send it as “Authorization: Bearer …”."
            />
          ) : (
            <Text>The key was made, but its answer got lost on the way. Revoke it and make another.</Text>
          )}
          <Button size="sm" mt="lg" variant="default" onClick={close}>
            Done
          </Button>
        </>
      ) : (
        <NewKey made={setMade} />
      )}
    </SidePanel>
  );
}

function NewKey({ made }: { made: (key: ApiKey) => void }) {
  const create = useCreate<ApiKey>('me/api-keys');
  const { form, problem, busy, props } = useApiForm({
    initialValues: { name: '', expiresAt: '90', permissions: [] as readonly string[] },
    labels: { name: 'Name', expiresAt: 'The end', permissions: 'Permissions' },
    validate: {
      name: filled('Enter a name, so that you know it again.'),
      permissions: (given) => (given.length === 0 ? 'Choose at least one permission.' : null),
    },
    send: async ({ name, expiresAt, permissions }) => {
      const key = await create({
        name: name.trim(),
        permissions,
        expiresAt: endIn(expiresAt),
      });
      leave();
      made(key);
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  return (
    <form {...props} className="account-form">
      <TextInput
        size="sm"
        label="Name"
        placeholder="Nightly report"
        maxLength={100}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Choice size="sm" label="Ends" choices={expiries} {...form.getInputProps('expiresAt')} />
      <div className="key-permissions">
        <h3>What it may do</h3>
        <PermissionBoxes
          value={form.values.permissions}
          onlyOwn
          onChange={(permissions) => {
            form.clearFieldError('permissions');
            form.setFieldValue('permissions', permissions);
          }}
        />
        {form.errors.permissions && (
          <p className="key-fault" role="alert">
            {form.errors.permissions}
          </p>
        )}
      </div>
      <ProblemAlert problem={problem} />
      <div>
        <Button size="sm" type="submit" loading={busy}>
          Make the key
        </Button>
      </div>
    </form>
  );
}
