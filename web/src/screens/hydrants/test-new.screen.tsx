import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { coefficients } from '@standpipe/water';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Hydrant, HydrantTest } from '../../api/messages.ts';
import { refresh } from '../../api/queries.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { useCreate } from '../../ui/create.ts';
import { dayIn } from '../../ui/date-time.tsx';
import { RecordToEdit } from '../../ui/edit-record.tsx';
import { Choice, DayInput } from '../../ui/form-fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useCan, useTimeZone } from '../../ui/me.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordForm } from '../../ui/record-form.tsx';
import { toast } from '../../ui/toast.tsx';
import { emptyOutlet, saidPumper, type TestValues, testBody, testFaults } from './test-form.ts';
import { Worksheet } from './worksheet.tsx';
import './hydrants.css';

/** Records a flow test of a hydrant. */
export const NewTestScreen = () => (
  <RecordToEdit<Hydrant> noun="hydrants">{(hydrant) => <NewTest hydrant={hydrant} />}</RecordToEdit>
);

const nozzles = coefficients.map(({ name, value }) => ({
  value: String(value),
  label: `${name} (${value})`,
}));
const decimal = { size: 'sm', inputMode: 'decimal', autoComplete: 'off', maxLength: 8 } as const;

function NewTest({ hydrant }: { hydrant: Hydrant }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const may = useCan(hydrant)('edit');
  const address = `/hydrants/${hydrant.id}`;
  const create = useCreate<HydrantTest>(`hydrants/${hydrant.id}/tests`);
  const initialValues: TestValues = {
    testedOn: dayIn(useTimeZone()),
    staticPsi: '',
    residualPsi: '',
    outlets: [emptyOutlet],
  };
  const api = useApiForm<TestValues>({
    initialValues,
    labels: {
      testedOn: 'The day',
      staticPsi: 'Static pressure',
      residualPsi: 'Residual pressure',
      outlets: 'Outlet',
    },
    validate: testFaults,
    send: async (values) => {
      await create(testBody(values));
      leave();
      toast('Flow test recorded');
      void refresh(client, 'hydrants', hydrant.id);
      await navigate({ to: address as string, search: { tab: 'tests' } as never, replace: true });
    },
  });
  const leave = useLeaveGuard(api.form.isDirty());
  const { form } = api;
  const crumbs = [
    { label: 'Hydrants', to: '/hydrants' },
    { label: hydrant.number, to: address },
  ];
  if (!may)
    return (
      <NotForYou
        title="Record a flow test"
        crumbs={crumbs}
        permission="Hydrants - Edit"
        owner={hydrant.access.relation === 'shared' ? hydrant.agency : undefined}
      />
    );
  return (
    <Page title={`Flow test of hydrant ${hydrant.number}`} crumbs={crumbs} narrow>
      <RecordForm api={api} save="Record the test" cancel={address}>
        <fieldset>
          <legend>Pressure</legend>
          <div className="form-grid">
            <DayInput
              size="sm"
              label="Tested on"
              className="field-short"
              required
              {...form.getInputProps('testedOn')}
            />
            <TextInput
              {...decimal}
              className="field-short"
              label="Static, psi"
              required
              {...form.getInputProps('staticPsi')}
            />
            <TextInput
              {...decimal}
              className="field-short"
              label="Residual, psi"
              required
              {...form.getInputProps('residualPsi')}
            />
          </div>
        </fieldset>
        <fieldset>
          <legend>Open outlets</legend>
          {form.values.outlets.map((outlet, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id before they are saved
            <div key={at} className="outlet-row">
              <TextInput
                {...decimal}
                label="Diameter, in"
                aria-label={`Outlet ${at + 1}, diameter in inches`}
                {...form.getInputProps(`outlets.${at}.sizeIn`)}
              />
              <Choice
                size="sm"
                label="Outlet shape"
                aria-label={`Outlet ${at + 1}, shape and coefficient`}
                choices={nozzles}
                {...form.getInputProps(`outlets.${at}.coefficient`)}
              />
              <TextInput
                {...decimal}
                label="Pitot, psi"
                aria-label={`Outlet ${at + 1}, pitot pressure in psi`}
                {...form.getInputProps(`outlets.${at}.pitotPsi`)}
              />
              <Checkbox
                label="Pumper outlet, no flow tube"
                aria-label={`Outlet ${at + 1} is a pumper outlet read without a flow tube`}
                checked={saidPumper(outlet)}
                onChange={(event) =>
                  form.setFieldValue(`outlets.${at}.pumper`, event.currentTarget.checked ? 'yes' : 'no')
                }
              />
              {form.values.outlets.length > 1 && (
                <ActionIcon
                  variant="default"
                  aria-label={`Remove outlet ${at + 1}`}
                  onClick={() => form.removeListItem('outlets', at)}
                >
                  <Icon name="trash" />
                </ActionIcon>
              )}
            </div>
          ))}
          {form.values.outlets.length < 12 && (
            <Button size="sm" variant="default" onClick={() => form.insertListItem('outlets', emptyOutlet)}>
              Add an outlet
            </Button>
          )}
        </fieldset>
        <section aria-live="polite">
          <Worksheet test={testBody(form.values)} />
        </section>
      </RecordForm>
    </Page>
  );
}
