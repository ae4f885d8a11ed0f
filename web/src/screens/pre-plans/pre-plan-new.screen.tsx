import { useSearch } from '@tanstack/react-router';
import type { PrePlan } from '../../api/messages.ts';
import { useMay } from '../../ui/me.tsx';
import { useNewAtPlace } from '../../ui/new-at-place.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordForm } from '../../ui/record-form.tsx';
import { PlanFields } from './plan-fields.tsx';
import { atFields, planEdit, planLabels, planValues } from './pre-plan-form.ts';
import { planTitle } from './pre-plan-words.ts';
import './pre-plans.css';

const crumbs = [{ label: 'Pre-plans', to: '/pre-plans' }];
const empty = planValues({});

/** Makes the pre-plan of an own place. */
export function NewPrePlanScreen() {
  return useMay('Pre-Plans - Create') ? (
    <NewPrePlan />
  ) : (
    <NotForYou title="New pre-plan" crumbs={crumbs} permission="Pre-Plans - Create" />
  );
}

function NewPrePlan() {
  const { place = '' } = useSearch({ strict: false }) as { place?: string };
  const api = useNewAtPlace<PrePlan, Record<string, string> & { placeId: string }>({
    noun: 'pre-plans',
    kind: 'prePlan',
    initialValues: { ...empty, placeId: place },
    labels: { ...planLabels, placeId: 'Place' },
    bodyOf: ({ placeId, ...values }) => ({ placeId, sections: planEdit(empty, values) }),
    faults: atFields,
    done: (plan) => `Pre-plan of ${planTitle(plan)} created as a draft`,
  });
  return (
    <Page title="New pre-plan" crumbs={crumbs} narrow>
      <RecordForm api={api} save="Save as a draft" cancel="/pre-plans">
        {api.where}
        <PlanFields form={api.form} />
        {api.withhold('Partners do not see this pre-plan, whatever your sharing settings are.')}
      </RecordForm>
    </Page>
  );
}
