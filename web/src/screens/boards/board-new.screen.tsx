import { TextInput } from '@mantine/core';
import type { CommandBoard } from '../../api/messages.ts';
import { filled } from '../../ui/filled.ts';
import { useMay } from '../../ui/me.tsx';
import { useNewRecord, withoutEmpty } from '../../ui/new-record.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordForm } from '../../ui/record-form.tsx';

const crumbs = [{ label: 'Command boards', to: '/command-boards' }];
const labels = { incidentName: 'Incident', type: 'Type' };

/** Starts a board; whoever starts it is in command. */
export function NewBoardScreen() {
  return useMay('Incident Commands - Create') ? (
    <NewBoard />
  ) : (
    <NotForYou title="New board" crumbs={crumbs} permission="Incident Commands - Create" />
  );
}

function NewBoard() {
  const api = useNewRecord<CommandBoard, { incidentName: string; type: string }>({
    noun: 'command-boards',
    initialValues: { incidentName: '', type: '' },
    labels,
    validate: { incidentName: filled('Enter the name of the incident.') },
    bodyOf: ({ incidentName, type }) =>
      withoutEmpty({ incidentName: incidentName.trim(), type: type.trim() }),
    done: ({ incidentName }) => `Board for ${incidentName} started. You are in command.`,
  });
  return (
    <Page title="New board" crumbs={crumbs} narrow lead="You are in command of a board you start.">
      <RecordForm api={api} save="Start the board" cancel="/command-boards">
        <div className="form-grid">
          <TextInput
            size="sm"
            label={labels.incidentName}
            placeholder="Main St. 100 block"
            autoComplete="off"
            required
            maxLength={200}
            data-autofocus
            {...api.form.getInputProps('incidentName')}
          />
          <TextInput
            size="sm"
            label={labels.type}
            placeholder="Structure fire"
            maxLength={100}
            {...api.form.getInputProps('type')}
          />
        </div>
        {api.withhold('Partners do not see this board.')}
      </RecordForm>
    </Page>
  );
}
