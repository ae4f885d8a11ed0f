import { Button, Checkbox, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LinkKey } from '../../api/messages.ts';
import { refresh } from '../../api/queries.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { useCreate } from '../../ui/create.ts';
import { filled } from '../../ui/filled.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useMe } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { endIn, expiries } from './key-expiries.ts';

/** The layers of a GIS link, by the permission that each is read with. */
const layers = [
  { permission: 'Addresses - Read', label: 'Places' },
  { permission: 'Hydrants - Read', label: 'Hydrants' },
  { permission: 'Pre-Plans - Read', label: 'Pre-plans' },
] as const;

/** The layers that somebody with these permissions can put into a link. */
export const layersOf = (held: readonly string[]) => layers.filter((each) => held.includes(each.permission));

/** Creates a GIS link beside the list of keys; the address is shown once, here. */
export function LinkPanel({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [made, setMade] = useState<LinkKey | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <SidePanel opened={opened} title={made ? made.name : 'New GIS link'} onClose={close}>
      {made ? (
        <>
          {made.path ? (
            <ShownOnce
              label="Address"
              value={`${location.origin}${made.path}`}
              note="Copy it now: it is not shown again. In QGIS, add it as an OGC API - Features connection. Anyone with the address can read these layers."
            />
          ) : (
            <Text>
              The link was created, but its address got lost on the way. Revoke it and create another.
            </Text>
          )}
          <Button size="sm" mt="lg" variant="default" onClick={close}>
            Done
          </Button>
        </>
      ) : (
        <NewLink made={setMade} />
      )}
    </SidePanel>
  );
}

function NewLink({ made }: { made: (link: LinkKey) => void }) {
  const client = useQueryClient();
  const offered = layersOf(useMe().permissions);
  const create = useCreate<LinkKey>('me/link-keys');
  const { form, problem, busy, props } = useApiForm({
    initialValues: {
      name: 'GIS link',
      expiresAt: '365',
      permissions: offered.map(({ permission }): string => permission),
    },
    labels: { name: 'Name', expiresAt: 'The end', permissions: 'Layers' },
    validate: {
      name: filled('Enter a name, so that you know it again.'),
      permissions: (given) => (given.length === 0 ? 'Choose at least one layer.' : null),
    },
    send: async ({ name, expiresAt, permissions }) => {
      const link = await create({ name: name.trim(), permissions, expiresAt: endIn(expiresAt) });
      await refresh(client, 'me/api-keys');
      leave();
      made(link);
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  return (
    <form {...props} className="account-form">
      <Text size="sm" c="dimmed">
        An address that a GIS program reads without signing in: what you may see of your agency and what
        partners share with it. It changes nothing.
      </Text>
      <TextInput
        size="sm"
        label="Name"
        maxLength={100}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Checkbox.Group
        label="Layers"
        value={form.values.permissions}
        onChange={(permissions) => form.setFieldValue('permissions', permissions)}
        error={form.errors.permissions}
      >
        <div className="link-layers">
          {offered.map(({ permission, label }) => (
            <Checkbox key={permission} size="sm" value={permission} label={label} />
          ))}
        </div>
      </Checkbox.Group>
      <Choice size="sm" label="Ends" choices={expiries} {...form.getInputProps('expiresAt')} />
      <ProblemAlert problem={problem} />
      <div>
        <Button size="sm" type="submit" loading={busy}>
          Create the link
        </Button>
      </div>
    </form>
  );
}
