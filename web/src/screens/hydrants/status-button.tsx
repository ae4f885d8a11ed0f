import { Button, Group, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Hydrant } from '../../api/messages.ts';
import { keys, refresh } from '../../api/queries.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DayInput } from '../../ui/form-fields.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';

/** Takes a hydrant out of service with a reason, or returns it. Every partner who sees it sees that at once. */
export function StatusButton({ hydrant }: { hydrant: Hydrant }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const out = hydrant.status === 'outOfService';
  const close = () => setOpen(false);
  const send = async (change: object) => {
    const answer = await call<Hydrant>('PATCH', `/v1/hydrants/${hydrant.id}`, {
      body: { status: out ? 'inService' : 'outOfService', ...change },
      ifMatch: hydrant.version,
    });
    client.setQueryData(keys.record('hydrants', hydrant.id), answer);
    close();
    toast(out ? 'Returned to service' : 'Marked out of service');
    void refresh(client, 'hydrants', hydrant.id);
  };
  return (
    <>
      <Button size="sm" variant="default" onClick={() => setOpen(true)}>
        {out ? 'Return to service' : 'Mark out of service'}
      </Button>
      {out ? (
        <ConfirmDialog
          opened={open}
          title={`Return hydrant ${hydrant.number} to service?`}
          confirm="Return to service"
          onConfirm={() => send({})}
          onClose={close}
        >
          Every agency that sees this hydrant sees it in service at once.
        </ConfirmDialog>
      ) : (
        <Dialog opened={open} close={close} title={`Mark hydrant ${hydrant.number} out of service`}>
          <OutForm send={send} close={close} />
        </Dialog>
      )}
    </>
  );
}

function OutForm({ send, close }: { send: (change: object) => Promise<void>; close: () => void }) {
  const { form, problem, conflict, busy, props } = useApiForm({
    initialValues: { statusReason: '', expectedReturnOn: '' },
    labels: { statusReason: 'Reason', expectedReturnOn: 'Expected back' },
    validate: { statusReason: (reason) => (reason.trim() ? null : 'Enter the reason.') },
    send: ({ statusReason, expectedReturnOn }) =>
      send({ statusReason: statusReason.trim(), expectedReturnOn: expectedReturnOn || null }),
  });
  return (
    <form {...props}>
      <Text mt="xs" mb="md">
        Every agency that sees this hydrant sees it out of service at once, with the reason.
      </Text>
      <TextInput
        size="sm"
        label="Reason"
        placeholder="Broken stem"
        maxLength={200}
        required
        data-autofocus
        {...form.getInputProps('statusReason')}
      />
      <DayInput
        mt="sm"
        size="sm"
        label="Expected back"
        description="Leave empty if unknown."
        {...form.getInputProps('expectedReturnOn')}
      />
      <ProblemAlert problem={problem ?? conflict} />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={close}>
          Cancel
        </Button>
        <Button size="sm" type="submit" loading={busy}>
          Mark out of service
        </Button>
      </Group>
    </form>
  );
}
