import type { Place } from '../../api/messages.ts';
import { useMay, useMe } from '../../ui/me.tsx';
import { useNewRecord } from '../../ui/new-record.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordForm } from '../../ui/record-form.tsx';
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
  const state = useMe().agency?.state ?? '';
  const api = useNewRecord<Place, typeof emptyPlace>({
    noun: 'places',
    initialValues: { ...emptyPlace, state },
    labels: placeLabels,
    validate: placeChecks,
    bodyOf: placeBody,
    done: () => 'Place added',
  });
  return (
    <Page title="New place" crumbs={crumbs} narrow>
      <RecordForm api={api} save="Add place" cancel="/places">
        <PlaceFields form={api.form} />
        {api.withhold(withholding)}
      </RecordForm>
    </Page>
  );
}
