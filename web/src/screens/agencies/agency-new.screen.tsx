import { Button, Checkbox, Stack } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Agency } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { useCreate } from '../../ui/create.ts';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';
import { AgencyFields } from './agency-fields.tsx';
import { type AgencyValues, agencyBody, agencyChecks, agencyLabels, emptyAgency } from './agency-form.ts';
import { featureWords, sheets } from './features.ts';

/** Adds an agency's account, with the features it begins with. */
export function NewAgencyScreen() {
  const navigate = useNavigate();
  const create = useCreate<Agency>('operator/agencies');
  const [features, setFeatures] = useState({ clientDataSharing: true, userDataSharing: true });
  const { form, problem, busy, props } = useApiForm<AgencyValues>({
    initialValues: emptyAgency,
    labels: agencyLabels,
    validate: agencyChecks,
    send: async (values) => {
      const { nerisId, fdid, color: _, ...body } = agencyBody(values);
      const made = await create({ ...body, ...(nerisId && { nerisId }), ...(fdid && { fdid }), features });
      leave();
      toast(`${made.name} added`);
      await navigate({ to: `/operator/agencies/${made.id}` as string, replace: true });
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  return (
    <Page title="Add an agency" crumbs={[{ label: 'Agencies', to: '/operator/agencies' }]} narrow>
      <form {...props} className="record-form">
        <AgencyFields form={form} />
        <fieldset>
          <legend>Features</legend>
          <Stack gap="sm">
            {sheets.map((sheet) => (
              <Checkbox
                key={sheet}
                checked={features[sheet]}
                label={featureWords[sheet].name}
                description={featureWords[sheet].about}
                onChange={(event) => {
                  const { checked } = event.currentTarget;
                  setFeatures((before) => ({ ...before, [sheet]: checked }));
                }}
              />
            ))}
          </Stack>
        </fieldset>
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Add the agency
          </Button>
          <Button
            size="sm"
            variant="default"
            renderRoot={(link) => <Link to="/operator/agencies" {...link} />}
          >
            Cancel
          </Button>
        </div>
      </form>
    </Page>
  );
}
