import { TextInput } from '@mantine/core';
import type { Unit } from '../../api/messages.ts';
import { filled } from '../../ui/filled.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { useMay } from '../../ui/me.tsx';
import { useNewRecord } from '../../ui/new-record.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordForm } from '../../ui/record-form.tsx';
import { unitLabels, unitTypeChoices } from './unit-words.ts';

const crumbs = [{ label: 'Units', to: '/units' }];

/** Creates a unit of one's agency. */
export function NewUnitScreen() {
  return useMay('Units - Manage') ? (
    <NewUnit />
  ) : (
    <NotForYou title="New unit" crumbs={crumbs} permission="Units - Manage" />
  );
}

function NewUnit() {
  const api = useNewRecord<Unit, { callSign: string; type: string }>({
    noun: 'units',
    initialValues: { callSign: '', type: 'ENGINE_STRUCT' },
    labels: unitLabels,
    validate: { callSign: filled('Enter the call sign.') },
    bodyOf: ({ callSign, type }) => ({ callSign: callSign.trim(), type }),
    done: ({ callSign }) => `${callSign} added`,
  });
  return (
    <Page title="New unit" crumbs={crumbs} narrow>
      <RecordForm api={api} save="Add the unit" cancel="/units">
        <div className="form-grid">
          <TextInput
            size="sm"
            label={unitLabels.callSign}
            autoComplete="off"
            required
            maxLength={60}
            data-autofocus
            {...api.form.getInputProps('callSign')}
          />
          <Choice
            size="sm"
            label={unitLabels.type}
            choices={unitTypeChoices}
            {...api.form.getInputProps('type')}
          />
        </div>
        {api.withhold('Partners do not see this unit, even while it is signed in.')}
      </RecordForm>
    </Page>
  );
}
