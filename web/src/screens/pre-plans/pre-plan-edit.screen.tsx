import { Textarea } from '@mantine/core';
import { differingFields } from '@standpipe/contract/pre-plan';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import type { PrePlan, PrePlanSuggested } from '../../api/messages.ts';
import { isStale } from '../../api/problem.ts';
import { keys, recordQuery, refresh } from '../../api/queries.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { ConflictDialog } from '../../ui/conflict-dialog.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useCan } from '../../ui/me.tsx';
import { NotForYou } from '../../ui/not-for-you.tsx';
import { Page } from '../../ui/page.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordForm } from '../../ui/record-form.tsx';
import { RecordState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { planQuery } from './plan.query.ts';
import { PlanFields } from './plan-fields.tsx';
import { atFields, keyOf, planEdit, planLabels, planValues } from './pre-plan-form.ts';
import { fullLabel, planTitle } from './pre-plan-words.ts';
import './pre-plans.css';

/** Changes a plan: of a published one its own agency changes the draft, a partner the published plan. */
export function EditPrePlanScreen() {
  const { id = '' } = useParams({ strict: false });
  const plan = useQuery(recordQuery<PrePlan>('pre-plans', id));
  const drafted = plan.data?.status === 'published' && Boolean(plan.data.draft);
  const draft = useQuery({ ...planQuery(id, 'draft'), enabled: drafted });
  return (
    <RecordState
      query={drafted ? draft : plan}
      what="pre-plan"
      back={{ label: 'All pre-plans', to: '/pre-plans' }}
    >
      {(read) => <EditPrePlan key={read.id} plan={read} live={plan.data?.status === 'published'} />}
    </RecordState>
  );
}

function EditPrePlan({ plan, live }: { plan: PrePlan; live: boolean }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const own = plan.access.relation === 'own';
  const address = `/pre-plans/${plan.id}`;
  const base = useRef(plan);
  const version = useRef(plan.version);
  const [theirs, setTheirs] = useState<PrePlan | null>(null);
  const path = `/v1/pre-plans/${plan.id}` as const;
  const valuesOf = (each: PrePlan) => ({ ...planValues(each.sections), notes: each.notes ?? '' });
  const api = useApiForm<Record<string, string>>({
    initialValues: valuesOf(plan),
    labels: { ...planLabels, notes: 'Internal notes' },
    send: async (values) => {
      const before = valuesOf(base.current);
      const sections = planEdit(before, values);
      const notes = values.notes === before.notes ? undefined : values.notes?.trim() || null;
      const body = {
        ...(Object.keys(sections).length > 0 && { sections }),
        ...(notes !== undefined && { notes }),
      };
      const answer = await call<PrePlan | PrePlanSuggested>('PATCH', path, {
        body,
        ifMatch: version.current,
      }).catch(async (error: unknown) => {
        if (isStale(error))
          setTheirs(await call<PrePlan>('GET', path, { query: viewOf(own, live, base.current) }));
        throw atFields(error);
      });
      leave();
      toast('suggestion' in answer ? `Sent to ${plan.agency.name} for approval` : savedText(own, live));
      if (!('suggestion' in answer)) client.setQueryData(keys.record('pre-plans', plan.id), answer);
      void refresh(client, 'pre-plans', plan.id);
      void navigate({ to: address });
    },
  });
  const leave = useLeaveGuard(api.form.isDirty());
  const crumbs = [
    { label: 'Pre-plans', to: '/pre-plans' },
    { label: planTitle(plan), to: address },
  ];
  if (!useCan(plan)('edit'))
    return (
      <NotForYou
        title="Edit pre-plan"
        crumbs={crumbs}
        permission="Pre-Plans - Edit"
        owner={own ? undefined : plan.agency}
      />
    );
  const adopt = () => {
    if (!theirs) return;
    base.current = theirs;
    version.current = theirs.version;
    api.form.setValues(valuesOf(theirs));
    api.form.resetDirty(valuesOf(theirs));
    api.closeConflict();
  };
  const saveOver = async () => {
    if (!theirs) return;
    version.current = theirs.version;
    api.closeConflict();
    await api.submit();
  };
  const mine = api.form.values;
  const conflicts = theirs
    ? Object.keys(differingFields(base.current.sections, theirs.sections)).map((name) => ({
        label: fullLabel(name),
        mine: mine[keyOf(name)],
        theirs: planValues(theirs.sections)[keyOf(name)],
      }))
    : [];
  return (
    <Page
      title={`Edit ${planTitle(plan)}`}
      crumbs={crumbs}
      narrow
      lead={
        <span className="record-lead">
          <span>{plan.place.addressLine}</span>
          <Provenance record={plan} long />
        </span>
      }
    >
      <p className="plan-note">{editText(plan, own, live)}</p>
      <RecordForm api={api} save={own && live ? 'Save the draft' : 'Save'} cancel={address}>
        <PlanFields form={api.form} />
        {own && (
          <fieldset>
            <legend>For your agency only</legend>
            <Textarea
              size="sm"
              label="Internal notes"
              description="Partners never see these, whatever you share."
              maxLength={4000}
              autosize
              minRows={3}
              maxRows={12}
              {...api.form.getInputProps('notes')}
            />
          </fieldset>
        )}
      </RecordForm>
      <ConflictDialog
        conflict={api.conflict}
        fields={conflicts}
        onLoadTheirs={adopt}
        onSaveOver={saveOver}
        onClose={api.closeConflict}
      />
    </Page>
  );
}

const viewOf = (own: boolean, live: boolean, { draft }: PrePlan) =>
  own && live && draft ? { view: 'draft' } : {};

const savedText = (own: boolean, live: boolean): string => {
  if (!own) return 'Published';
  return live ? 'Draft saved' : 'Pre-plan saved';
};

function editText({ agency }: PrePlan, own: boolean, live: boolean): string {
  if (!own)
    return `This is ${agency.name}'s pre-plan. They are notified of your change, and can restore what was there; they may have chosen to approve it first.`;
  return live
    ? 'This plan is published. Your changes go into a draft that partners do not see until you publish it.'
    : 'Partners do not see this plan until it is published.';
}
