import type { Hydrant } from '../../api/messages.ts';
import { useMay } from '../../ui/me.tsx';
import { useNewRecord } from '../../ui/new-record.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordForm } from '../../ui/record-form.tsx';
import { HydrantFields } from './hydrant-fields.tsx';
import { emptyHydrant, type HydrantValues, hydrantBody, hydrantChecks } from './hydrant-form.ts';
import { hydrantLabels, withholding } from './hydrant-words.ts';
import './hydrants.css';

const crumbs = [{ label: 'Hydrants', to: '/hydrants' }];

/** Creates a hydrant of one's own agency. */
export const NewHydrantScreen = () =>
  useMay('Hydrants - Create') ? (
    <NewHydrant />
  ) : (
    <NotForYou title="New hydrant" crumbs={crumbs} permission="Hydrants - Create" />
  );

function NewHydrant() {
  const api = useNewRecord<Hydrant, HydrantValues>({
    noun: 'hydrants',
    initialValues: emptyHydrant,
    labels: hydrantLabels,
    validate: hydrantChecks,
    bodyOf: hydrantBody,
    done: ({ number }) => `Hydrant ${number} added`,
  });
  return (
    <Page title="New hydrant" crumbs={crumbs} narrow>
      <RecordForm api={api} save="Add the hydrant" cancel="/hydrants">
        <HydrantFields form={api.form} editable={null} />
        {api.withhold(withholding)}
      </RecordForm>
    </Page>
  );
}
