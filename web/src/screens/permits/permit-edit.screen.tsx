import type { Permit } from '../../api/messages.ts';
import { dayIn } from '../../ui/date-time.tsx';
import { EditRecord, RecordToEdit } from '../../ui/edit-record.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { permitClasses } from '../../ui/words.ts';
import { PermitFields } from './permit-fields.tsx';
import { permitBody, permitChecksFor, permitValues } from './permit-form.ts';
import { permitLabels } from './permit-words.ts';
import './permits.css';
import { filled } from '../../ui/filled.ts';

/** Changes an own permit; its status is changed on its page. */
export function EditPermitScreen() {
  const today = dayIn(useTimeZone());
  return (
    <RecordToEdit<Permit> noun="permits">
      {(permit) => (
        <EditRecord
          key={permit.id}
          noun="permits"
          record={permit}
          name={permit.number}
          title={`Edit ${permit.number}`}
          at={permit.place.addressLine}
          permission="FD Permits - Edit"
          valuesOf={permitValues}
          bodyOf={permitBody}
          labels={permitLabels}
          words={{ class: (value) => permitClasses[value] ?? value }}
          validate={{
            ...permitChecksFor(() => permit.status, today, permit),
            number: filled('Enter the number.'),
          }}
          fields={(form) => <PermitFields form={form} />}
        />
      )}
    </RecordToEdit>
  );
}
