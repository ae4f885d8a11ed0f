import type { Permit } from '../../api/messages.ts';
import { EditRecord, RecordToEdit } from '../../ui/edit-record.tsx';
import { permitClasses } from '../../ui/words.ts';
import { PermitFields } from './permit-fields.tsx';
import { permitBody, permitChecks, permitValues } from './permit-form.ts';
import { permitLabels } from './permit-words.ts';
import './permits.css';
import { filled } from '../../ui/filled.ts';

/** Changes an own permit; its status is changed on its page. */
export const EditPermitScreen = () => (
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
          ...permitChecks,
          number: filled('Enter the number.'),
        }}
        fields={(form) => <PermitFields form={form} />}
      />
    )}
  </RecordToEdit>
);
