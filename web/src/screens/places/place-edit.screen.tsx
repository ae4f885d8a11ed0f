import type { Place } from '../../api/messages.ts';
import { EditRecord, RecordToEdit } from '../../ui/edit-record.tsx';
import { placeText } from '../../ui/place-picker.tsx';
import { pointWords } from '../../ui/point.ts';
import { PlaceFields } from './place-fields.tsx';
import { placeBody, placeChecks, placeValues } from './place-form.ts';
import { placeLabels } from './place-words.ts';
import './places.css';

/** Changes an own place. */
export const EditPlaceScreen = () => (
  <RecordToEdit<Place> noun="places">
    {(place) => (
      <EditRecord
        key={place.id}
        noun="places"
        record={place}
        name={placeText(place)}
        title="Edit place"
        permission="Addresses - Edit"
        valuesOf={placeValues}
        bodyOf={placeBody}
        labels={placeLabels}
        words={{ location: pointWords }}
        validate={placeChecks}
        fields={(form) => <PlaceFields form={form} />}
      />
    )}
  </RecordToEdit>
);
