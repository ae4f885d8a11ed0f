import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { Permit } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { useEditForm } from '../../ui/edit-form.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useCan } from '../../ui/me.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { permitClasses } from '../../ui/words.ts';
import { PermitFields } from './permit-fields.tsx';
import { permitBody, permitChecks, permitValues } from './permit-form.ts';
import { permitLabels } from './permit-words.ts';
import './permits.css';

/** Changes an own permit; its status is changed on its page. */
export function EditPermitScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Permit>('permits', id));
  return (
    <RecordState query={query} what="permit" back={{ label: 'All permits', to: '/permits' }}>
      {(permit) => <EditPermit key={permit.id} permit={permit} />}
    </RecordState>
  );
}

function EditPermit({ permit }: { permit: Permit }) {
  const navigate = useNavigate();
  const crumbs = [
    { label: 'Permits', to: '/permits' },
    { label: permit.number, to: `/permits/${permit.id}` },
  ];
  const { form, problem, busy, props, conflict } = useEditForm({
    noun: 'permits',
    record: permit,
    valuesOf: permitValues,
    bodyOf: permitBody,
    labels: permitLabels,
    words: { class: (value) => permitClasses[value] ?? value },
    validate: {
      ...permitChecks,
      number: (value: string) => (value.trim() === '' ? 'Enter the number.' : null),
    },
    saved: () => {
      leave();
      toast('Permit saved');
      void navigate({ to: '/permits/$id', params: { id: permit.id } });
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  if (!useCan(permit)('edit'))
    return <NotForYou title="Edit permit" crumbs={crumbs} permission="FD Permits - Edit" />;
  return (
    <Page
      title={`Edit ${permit.number}`}
      crumbs={crumbs}
      narrow
      lead={
        <span className="record-lead">
          <span>{permit.place.addressLine}</span>
          <Provenance record={permit} long />
        </span>
      }
    >
      <form {...props} className="record-form">
        <PermitFields form={form} />
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Save
          </Button>
          <Button
            size="sm"
            variant="default"
            renderRoot={(link) => <Link to="/permits/$id" params={{ id: permit.id }} {...link} />}
          >
            Cancel
          </Button>
        </div>
      </form>
      {conflict}
    </Page>
  );
}
