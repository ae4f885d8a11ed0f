import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { Agency } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { useEditForm } from '../../ui/edit-form.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RecordState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { AgencyFields } from './agency-fields.tsx';
import {
  type AgencyValues,
  agencyBody,
  agencyChecks,
  agencyLabels,
  agencyValues,
  agencyWords,
} from './agency-form.ts';

/** Changes what an account says of its agency. */
export function EditAgencyScreen() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(recordQuery<Agency>('operator/agencies', id));
  return (
    <RecordState query={query} what="agency" back={{ label: 'All agencies', to: '/operator/agencies' }}>
      {(agency) => <EditAgency agency={agency} />}
    </RecordState>
  );
}

function EditAgency({ agency }: { agency: Agency }) {
  const navigate = useNavigate();
  const to = `/operator/agencies/${agency.id}` as string;
  const { form, problem, conflict, busy, props } = useEditForm<Agency, AgencyValues>({
    noun: 'operator/agencies',
    record: agency,
    valuesOf: agencyValues,
    bodyOf: (values) => agencyBody(values as AgencyValues),
    labels: agencyLabels,
    words: agencyWords,
    validate: agencyChecks,
    saved: () => {
      leave();
      toast('Agency saved');
      void navigate({ to });
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  return (
    <Page
      title={`Edit ${agency.name}`}
      crumbs={[
        { label: 'Agencies', to: '/operator/agencies' },
        { label: agency.name, to },
      ]}
      narrow
    >
      <form {...props} className="record-form">
        <AgencyFields form={form} />
        <ProblemAlert problem={problem} />
        {form.values.countyFips !== agency.countyFips && form.isDirty('countyFips') && (
          <p className="record-note" role="status">
            In another county its Client Data Sharing rows with agencies it then shares no county and no link
            with end. Coming back starts at None.
          </p>
        )}
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Save
          </Button>
          <Button size="sm" variant="default" renderRoot={(link) => <Link to={to} {...link} />}>
            Cancel
          </Button>
        </div>
      </form>
      {conflict}
    </Page>
  );
}
