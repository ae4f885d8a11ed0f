import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { Inspection } from '../../api/messages.ts';
import { keys, recordQuery } from '../../api/queries.ts';
import { useEditForm } from '../../ui/edit-form.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useCan, useTimeZone } from '../../ui/me.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { assigneesQuery } from './assignees.query.ts';
import { InspectionFields } from './inspection-fields.tsx';
import { inspectionBody, inspectionChecks, inspectionValues } from './inspection-form.ts';
import { clockText } from './inspection-times.ts';
import { inspectionLabels } from './inspection-words.ts';
import './inspections.css';

/** Changes an own inspection; its status, answers and violations are changed on its page. */
export function EditInspectionScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Inspection>('inspections', id));
  return (
    <RecordState query={query} what="inspection" back={{ label: 'All inspections', to: '/inspections' }}>
      {(inspection) => <EditInspection key={inspection.id} inspection={inspection} />}
    </RecordState>
  );
}

function EditInspection({ inspection }: { inspection: Inspection }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const timeZone = useTimeZone();
  const people = useQuery(assigneesQuery).data ?? [];
  const address = `/inspections/${inspection.id}` as string;
  const crumbs = [
    { label: 'Inspections', to: '/inspections' },
    { label: inspection.number, to: address },
  ];
  const answers = () =>
    client.getQueryData<Inspection>(keys.record('inspections', inspection.id))?.checklist ??
    inspection.checklist;
  const { form, problem, busy, props, conflict } = useEditForm({
    noun: 'inspections',
    record: inspection,
    valuesOf: inspectionValues(timeZone),
    bodyOf: (values) => inspectionBody(values, timeZone, answers()),
    labels: inspectionLabels,
    words: {
      assignedTo: (id) => (id ? (people.find((each) => each.id === id)?.name ?? 'somebody') : 'nobody'),
      time: clockText,
    },
    validate: {
      ...inspectionChecks,
      number: (value: string) => (value.trim() === '' ? 'Enter the number.' : null),
    },
    saved: () => {
      leave();
      toast('Inspection saved');
      void navigate({ to: address });
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  if (!useCan(inspection)('edit'))
    return <NotForYou title="Edit inspection" crumbs={crumbs} permission="Fire Inspections - Edit" />;
  return (
    <Page
      title={`Edit ${inspection.number}`}
      crumbs={crumbs}
      narrow
      lead={
        <span className="record-lead">
          <span>{inspection.place.addressLine}</span>
          <Provenance record={inspection} long />
        </span>
      }
    >
      <form {...props} className="record-form">
        <InspectionFields form={form} assigned={inspection.assignedTo} />
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Save
          </Button>
          <Button size="sm" variant="default" renderRoot={(link) => <Link to={address} {...link} />}>
            Cancel
          </Button>
        </div>
      </form>
      {conflict}
    </Page>
  );
}
