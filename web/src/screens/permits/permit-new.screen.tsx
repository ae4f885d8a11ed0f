import { Box } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import type { Permit } from '../../api/messages.ts';
import { dayIn } from '../../ui/date-time.tsx';
import { Choice } from '../../ui/form-fields.tsx';
import { useMay, useTimeZone } from '../../ui/me.tsx';
import { useNewAtPlace } from '../../ui/new-at-place.tsx';
import { withoutEmpty } from '../../ui/new-record.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordForm } from '../../ui/record-form.tsx';
import { statusChoices } from '../../ui/words.ts';
import { PermitFields } from './permit-fields.tsx';
import { emptyPermit, permitBody, permitChecksFor } from './permit-form.ts';
import { SimilarPermits } from './permit-similar.tsx';
import { permitLabels } from './permit-words.ts';
import './permits.css';

const crumbs = [{ label: 'Permits', to: '/permits' }];
const empty = { ...emptyPermit, placeId: '', status: 'applied' };

/** Makes a permit at a place of one's own, or where one's agency is invited. */
export function NewPermitScreen() {
  return useMay('FD Permits - Create') ? (
    <NewPermit />
  ) : (
    <NotForYou title="New permit" crumbs={crumbs} permission="FD Permits - Create" />
  );
}

function NewPermit() {
  const { place = '' } = useSearch({ strict: false }) as { place?: string };
  const today = dayIn(useTimeZone());
  const api = useNewAtPlace<Permit, typeof empty>({
    noun: 'permits',
    kind: 'permit',
    initialValues: { ...empty, placeId: place },
    labels: { ...permitLabels, placeId: 'Place', status: 'Status' },
    validate: permitChecksFor((values) => (values as typeof empty).status as Permit['status'], today),
    bodyOf: ({ placeId, status, ...values }) => ({
      ...withoutEmpty(permitBody(values)),
      ...(status !== 'applied' && { status }),
      placeId,
    }),
    done: ({ number }) => `Permit ${number} created`,
  });
  const { form } = api;
  return (
    <Page title="New permit" crumbs={crumbs} narrow>
      <RecordForm api={api} save="Create permit" cancel="/permits">
        {api.where}
        <PermitFields
          form={form}
          numberHint="Leave empty to use the next number."
          warning={<SimilarPermits placeId={api.openPlaceId} type={form.values.type} />}
        />
        <fieldset>
          <legend>Status</legend>
          <div className="form-grid">
            <Choice
              size="sm"
              label="Status"
              choices={statusChoices('permit')}
              description="New permits start as Applied. Choose another status to enter an existing permit."
              {...form.getInputProps('status')}
            />
          </div>
          <Box mt="md">
            {api.withhold('Only your agency will see this permit. Sharing settings do not apply.')}
          </Box>
        </fieldset>
      </RecordForm>
    </Page>
  );
}
