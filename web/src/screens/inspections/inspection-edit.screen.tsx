import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Inspection } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';
import { EditRecord, RecordToEdit } from '../../ui/edit-record.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { assigneesQuery } from './assignees.query.ts';
import { InspectionFields } from './inspection-fields.tsx';
import { inspectionBody, inspectionChecks, inspectionValues } from './inspection-form.ts';
import { clockText } from './inspection-times.ts';
import { inspectionLabels } from './inspection-words.ts';
import './inspections.css';
import { filled } from '../../ui/filled.ts';

/** Changes an own inspection; its status, answers and violations are changed on its page. */
export const EditInspectionScreen = () => (
  <RecordToEdit<Inspection> noun="inspections">
    {(inspection) => <EditInspection key={inspection.id} inspection={inspection} />}
  </RecordToEdit>
);

function EditInspection({ inspection }: { inspection: Inspection }) {
  const client = useQueryClient();
  const timeZone = useTimeZone();
  const people = useQuery(assigneesQuery).data ?? [];
  const answers = () =>
    client.getQueryData<Inspection>(keys.record('inspections', inspection.id))?.checklist ??
    inspection.checklist;
  return (
    <EditRecord
      noun="inspections"
      record={inspection}
      name={inspection.number}
      title={`Edit ${inspection.number}`}
      at={inspection.place.addressLine}
      permission="Fire Inspections - Edit"
      valuesOf={inspectionValues(timeZone)}
      bodyOf={(values) => inspectionBody(values, timeZone, answers())}
      labels={inspectionLabels}
      words={{
        assignedTo: (id) => (id ? (people.find((each) => each.id === id)?.name ?? 'someone') : 'nobody'),
        time: clockText,
      }}
      validate={{
        ...inspectionChecks,
        number: filled('Enter the number.'),
      }}
      fields={(form) => <InspectionFields form={form} assigned={inspection.assignedTo} />}
    />
  );
}
