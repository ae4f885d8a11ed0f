import { Button, Checkbox, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Permit } from '../../api/messages.ts';
import { openingsQuery } from '../../api/openings.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { useCreate } from '../../ui/create.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useMay, useMe } from '../../ui/me.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { PlacePicker } from '../../ui/place-picker.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';
import { statusChoices } from '../../ui/words.ts';
import { PermitFields } from './permit-fields.tsx';
import { emptyPermit, permitBody, permitChecks } from './permit-form.ts';
import { SimilarPermits } from './permit-similar.tsx';
import { permitLabels } from './permit-words.ts';
import './permits.css';

const crumbs = [{ label: 'Permits', to: '/permits' }];

/** Makes a permit at a place of one's own, or where one's agency is invited. */
export function NewPermitScreen() {
  return useMay('FD Permits - Create') ? (
    <NewPermit />
  ) : (
    <NotForYou title="New permit" crumbs={crumbs} permission="FD Permits - Create" />
  );
}

function NewPermit() {
  const navigate = useNavigate();
  const { place = '' } = useSearch({ strict: false }) as { place?: string };
  const { permissions } = useMe();
  const create = useCreate<Permit>('permits');
  const [withheld, setWithheld] = useState(false);
  const { form, problem, busy, props } = useApiForm({
    initialValues: { ...emptyPermit, placeId: place, status: 'applied' },
    labels: { ...permitLabels, placeId: 'Place', status: 'Status' },
    validate: {
      ...permitChecks,
      placeId: (id: string): string | null => (id ? closed : 'Choose the place.'),
    },
    send: async ({ placeId, status, ...values }) => {
      const { number, ...body } = permitBody(values);
      const made = await create({
        ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)),
        ...(number && { number }),
        ...(status !== 'applied' && { status }),
        ...(withheld && { withheld }),
        placeId,
      });
      leave();
      toast(`Permit ${made.number} made`);
      await navigate({ to: '/permits/$id', params: { id: made.id }, replace: true });
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  const { placeId, type } = form.values;
  const openings = useQuery({ ...openingsQuery(placeId), enabled: placeId !== '' });
  const closed = openings.data?.permit.why ?? null;
  const picked = form.getInputProps('placeId');
  return (
    <Page title="New permit" crumbs={crumbs} narrow>
      <form {...props} className="record-form">
        <fieldset>
          <legend>Where</legend>
          {placeId === '' && !permissions.includes('Addresses - Read') ? (
            <Text>
              To look a place up you need the permission Addresses - Read, which none of your roles holds.
              Your agency's administrators give it.
            </Text>
          ) : (
            <PlacePicker
              value={placeId}
              error={closed ?? picked.error}
              autoFocus={place === ''}
              onChange={(id) => {
                form.clearFieldError('placeId');
                form.setFieldValue('placeId', id);
              }}
            />
          )}
        </fieldset>
        <PermitFields
          form={form}
          numberHint="Left empty, it is the next of your series."
          warning={<SimilarPermits placeId={closed ? '' : placeId} type={type} />}
        />
        <fieldset>
          <legend>Standing</legend>
          <div className="form-grid">
            <Choice
              size="sm"
              label="Status"
              choices={statusChoices('permit')}
              description="Applied, unless you enter one that is further on."
              {...form.getInputProps('status')}
            />
          </div>
          <Checkbox
            mt="md"
            checked={withheld}
            onChange={(event) => setWithheld(event.currentTarget.checked)}
            label="Withhold from partners"
            description="Nobody but your agency then sees this permit, whatever the sharing sheets say."
          />
        </fieldset>
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Make the permit
          </Button>
          <Button size="sm" variant="default" renderRoot={(link) => <Link to="/permits" {...link} />}>
            Cancel
          </Button>
        </div>
      </form>
    </Page>
  );
}
