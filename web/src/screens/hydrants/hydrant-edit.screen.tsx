import type { Hydrant } from '../../api/messages.ts';
import { EditRecord, RecordToEdit } from '../../ui/edit-record.tsx';
import { pointWords } from '../../ui/point.ts';
import { HydrantFields } from './hydrant-fields.tsx';
import {
  editableFields,
  type HydrantValues,
  hydrantBody,
  hydrantChecks,
  hydrantValues,
} from './hydrant-form.ts';
import { outletsText } from './hydrant-values.ts';
import { hydrantLabels, typeWord } from './hydrant-words.ts';
import './hydrants.css';

/** Changes a hydrant: an own one, or one whose agency lets this one make changes. */
export const EditHydrantScreen = () => (
  <RecordToEdit<Hydrant> noun="hydrants">
    {(hydrant) => (
      <EditRecord<Hydrant, HydrantValues>
        key={hydrant.id}
        noun="hydrants"
        record={hydrant}
        name={hydrant.number}
        title={`Edit hydrant ${hydrant.number}`}
        at={hydrant.addressLine ?? ''}
        permission="Hydrants - Edit"
        valuesOf={hydrantValues}
        bodyOf={hydrantBody}
        labels={hydrantLabels}
        words={{
          location: pointWords,
          type: typeWord,
          outlets: (value) => (value ? outletsText(JSON.parse(value)) : 'Unknown'),
        }}
        validate={hydrantChecks}
        fields={(form) => (
          <HydrantFields form={form} editable={editableFields(hydrant)} ratedOn={hydrant.ratedOn} />
        )}
      />
    )}
  </RecordToEdit>
);
