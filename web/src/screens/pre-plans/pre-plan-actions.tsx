import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { PrePlan } from '../../api/messages.ts';
import { keys, refresh } from '../../api/queries.ts';
import { WhyButton } from '../../exposure/why-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCan } from '../../ui/me.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { toast, toastProblem } from '../../ui/toast.tsx';
import { ReportProblem } from '../notes/report-problem.tsx';
import { planTitle } from './pre-plan-words.ts';

type Status = PrePlan['status'];

/** The steps that a plan, or the draft beside it, can take now. */
function stepsOf(plan: PrePlan, publishes: boolean) {
  const at = plan.status === 'published' ? plan.draft?.status : plan.status;
  const steps: { status: Status; label: string; done: string }[] = [];
  if (at === 'draft' && !publishes)
    steps.push({ status: 'pendingApproval', label: 'Send for approval', done: 'Sent for approval' });
  if (at === 'pendingApproval')
    steps.push({ status: 'draft', label: 'Back to draft', done: 'It is a draft again' });
  if ((at === 'draft' || at === 'pendingApproval') && publishes)
    steps.push({
      status: 'published',
      label: plan.draft ? 'Publish the draft' : 'Publish',
      done: 'Published',
    });
  if (plan.status === 'archived')
    steps.push({ status: 'draft', label: 'Make it a draft again', done: 'It is a draft again' });
  return steps;
}

/** What may be done with a plan; what may not is not there. */
export function PrePlanActions({ plan }: { plan: PrePlan }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const can = useCan(plan);
  const own = plan.access.relation === 'own';
  const [asked, setAsked] = useState<'delete' | 'archive' | 'discard' | null>(null);
  const [busy, setBusy] = useState(false);
  const { id, version } = plan;
  const edits = can('edit');
  useShortcut('e', 'Edit', () => void navigate({ to: '/pre-plans/$id/edit', params: { id } }), edits);
  const change = async (body: object, done: string) => {
    const answer = await call<PrePlan>('PATCH', `/v1/pre-plans/${id}`, { body, ifMatch: version });
    client.setQueryData(keys.record('pre-plans', id), answer);
    setAsked(null);
    toast(done);
    await refresh(client, 'pre-plans', id);
  };
  const step = async (body: object, done: string) => {
    setBusy(true);
    try {
      await change(body, done);
    } catch (error) {
      toastProblem(error);
      await refresh(client, 'pre-plans', id);
    } finally {
      setBusy(false);
    }
  };
  const remove = async () => {
    await call('DELETE', `/v1/pre-plans/${id}`, { ifMatch: version });
    setAsked(null);
    toast('Pre-plan deleted');
    await navigate({ to: '/pre-plans' });
    await refresh(client, 'pre-plans');
  };
  const discard = async () => {
    await call('DELETE', `/v1/pre-plans/${id}/draft`, { ifMatch: version });
    setAsked(null);
    toast('Draft discarded');
    await refresh(client, 'pre-plans', id);
  };
  const archives = own && edits && can('publish') && plan.status === 'published' && !plan.draft;
  return (
    <>
      <WhyButton record={{ kind: 'prePlan', id, title: planTitle(plan) }} parties={[plan.agency.id]} />
      <ReportProblem record={{ kind: 'prePlan', id }} agency={plan.agency} />
      <Button
        size="sm"
        variant="default"
        renderRoot={(props) => <Link to="/pre-plans/$id/quick" params={{ id }} {...props} />}
      >
        Quick view
      </Button>
      {edits && (
        <Button
          size="sm"
          variant="default"
          renderRoot={(props) => <Link to="/pre-plans/$id/edit" params={{ id }} {...props} />}
        >
          Edit
        </Button>
      )}
      {own &&
        edits &&
        stepsOf(plan, can('publish')).map(({ status, label, done }) => (
          <Button
            key={status}
            size="sm"
            variant={status === 'draft' ? 'default' : 'filled'}
            loading={busy}
            onClick={() => void step({ status }, done)}
          >
            {label}
          </Button>
        ))}
      {own && (archives || can('delete') || (edits && plan.draft)) && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label="More">
              <Icon name="dots" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {edits && plan.draft && (
              <Menu.Item onClick={() => setAsked('discard')}>Discard the draft…</Menu.Item>
            )}
            {archives && <Menu.Item onClick={() => setAsked('archive')}>Archive…</Menu.Item>}
            {can('delete') && (
              <Menu.Item className="menu-danger" onClick={() => setAsked('delete')}>
                Delete this pre-plan…
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <ConfirmDialog
        opened={asked === 'discard'}
        title="Discard the draft?"
        confirm="Discard"
        danger
        onConfirm={discard}
        onClose={() => setAsked(null)}
      >
        The published plan stays unchanged. What the draft changes is lost.
      </ConfirmDialog>
      <ConfirmDialog
        opened={asked === 'archive'}
        title="Archive this pre-plan?"
        confirm="Archive"
        onConfirm={() => change({ status: 'archived' }, 'Archived')}
        onClose={() => setAsked(null)}
      >
        Partners no longer see it. You can make it a draft again later.
      </ConfirmDialog>
      <ConfirmDialog
        opened={asked === 'delete'}
        title="Delete this pre-plan?"
        confirm="Delete"
        danger
        onConfirm={remove}
        onClose={() => setAsked(null)}
      >
        The plan is deleted permanently, for your agency and for every partner who sees it. A plan that is no
        longer needed is better archived: then it stays on record.
      </ConfirmDialog>
    </>
  );
}
