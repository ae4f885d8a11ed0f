import { Button, Checkbox } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Place } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { useCreate } from '../../ui/create.ts';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useMay, useMe } from '../../ui/me.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';
import { PlaceFields } from './place-fields.tsx';
import { emptyPlace, placeBody, placeChecks } from './place-form.ts';
import { placeLabels, withholding } from './place-words.ts';
import './places.css';

const crumbs = [{ label: 'Places', to: '/places' }];

/** Makes a place of one's agency. */
export function NewPlaceScreen() {
  return useMay('Addresses - Create') ? (
    <NewPlace />
  ) : (
    <NotForYou title="New place" crumbs={crumbs} permission="Addresses - Create" />
  );
}

function NewPlace() {
  const navigate = useNavigate();
  const create = useCreate<Place>('places');
  const state = useMe().agency?.state ?? '';
  const [withheld, setWithheld] = useState(false);
  const { form, problem, busy, props } = useApiForm({
    initialValues: { ...emptyPlace, state },
    labels: placeLabels,
    validate: placeChecks,
    send: async (values) => {
      const made = await create({ ...placeBody(values), ...(withheld && { withheld }) });
      leave();
      toast('Place added');
      await navigate({ to: '/places/$id', params: { id: made.id }, replace: true });
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  return (
    <Page title="New place" crumbs={crumbs} narrow>
      <form {...props} className="record-form">
        <PlaceFields form={form} />
        <Checkbox
          checked={withheld}
          onChange={(event) => setWithheld(event.currentTarget.checked)}
          label="Withhold from partners"
          description={withholding}
        />
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Add the place
          </Button>
          <Button size="sm" variant="default" renderRoot={(link) => <Link to="/places" {...link} />}>
            Cancel
          </Button>
        </div>
      </form>
    </Page>
  );
}
