import { Button, Group, TextInput } from '@mantine/core';
import type { Inspection } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DayInput } from '../../ui/form-fields.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Assignee } from './assignee.tsx';
import { fieldsOf } from './inspection-times.ts';
import { useMove } from './use-move.ts';

/** Moves an inspection to another day or hour, which dragging does too, and says who goes there. */
export const MoveDialog = ({ inspection, close }: { inspection: Inspection | null; close: () => void }) => (
  <Dialog opened={inspection !== null} close={close} title={<>Move or assign {inspection?.number}</>}>
    {inspection && <MoveForm key={inspection.id} inspection={inspection} close={close} />}
  </Dialog>
);

function MoveForm({ inspection, close }: { inspection: Inspection; close: () => void }) {
  const timeZone = useTimeZone();
  const move = useMove();
  const { form, props, problem, busy } = useApiForm({
    initialValues: {
      ...fieldsOf(inspection.scheduledFor, timeZone),
      assignedTo: inspection.assignedTo?.id ?? '',
    },
    labels: { day: 'Day', time: 'Time', assignedTo: 'Assigned to' },
    validate: { day: (day) => (day ? null : 'Choose the day.') },
    send: async ({ assignedTo, ...to }) => {
      await move(inspection, { ...to, assignedTo: assignedTo || null });
      close();
    },
  });
  return (
    <form {...props}>
      <p className="dialog-words">
        {inspection.type} at {inspection.place.addressLine}
      </p>
      <div className="form-grid move-fields">
        <DayInput size="sm" label="Day" data-autofocus {...form.getInputProps('day')} />
        <TextInput size="sm" type="time" label="Time" {...form.getInputProps('time')} />
        <Assignee
          size="sm"
          className="field-full"
          label="Assigned to"
          assigned={inspection.assignedTo}
          {...form.getInputProps('assignedTo')}
        />
      </div>
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={close}>
          Cancel
        </Button>
        <Button size="sm" type="submit" loading={busy}>
          Save
        </Button>
      </Group>
    </form>
  );
}
