import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { PrePlan, PrePlanSuggestion } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { keys, refresh } from '../../api/queries.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { useCan } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { Empty } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { toast, toastProblem } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { FieldChanges } from './field-changes.tsx';
import { fullLabel } from './pre-plan-words.ts';

/** What partners suggest to change of a plan; a partner reads its own. */
export function Suggestions({ plan }: { plan: PrePlan }) {
  const query = useQuery({
    queryKey: keys.under('pre-plans', plan.id, 'suggestions'),
    queryFn: ({ signal }) =>
      call<{ items: PrePlanSuggestion[] }>('GET', `/v1/pre-plans/${plan.id}/suggestions`, { signal }),
  });
  if (query.error && !query.data)
    return <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />;
  if (!query.data) return <Waiting what="the suggestions" />;
  if (query.data.items.length === 0)
    return (
      <Empty icon="edit" title="No suggestions">
        Changes that partners suggest appear here, if your agency chose in Settings that partners' edits wait
        for approval.
      </Empty>
    );
  return (
    <ol className="history">
      {query.data.items.map((each) => (
        <li key={each.id}>
          <p className="history-head">
            <span>
              <b>{each.by.user?.name ?? 'A user'}</b>, <AgencyName agency={each.by.agency} />{' '}
              <StatusBadge kind="suggestion" status={each.status} />
            </span>
            <DateTime at={each.createdAt} />
          </p>
          {each.reason && <p>Reason: {each.reason}</p>}
          {each.status === 'pending' ? (
            <Pending plan={plan} suggestion={each} />
          ) : (
            <FieldChanges changes={each.changes} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** A suggestion that waits: which of its fields to take, or why none. */
function Pending({ plan, suggestion }: { plan: PrePlan; suggestion: PrePlanSuggestion }) {
  const client = useQueryClient();
  const decides = useCan(plan)('publish');
  const [left, setLeft] = useState<ReadonlySet<string>>(
    () => new Set(suggestion.changes.filter(({ conflict }) => conflict).map(({ field }) => field)),
  );
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const taken = suggestion.changes.map(({ field }) => field).filter((field) => !left.has(field));
  const send = async (deed: 'accept' | 'refuse', body: object, done: string) => {
    setBusy(true);
    try {
      await call('POST', `/v1/pre-plans/${plan.id}/suggestions/${suggestion.id}/${deed}`, { body });
      toast(done);
    } catch (error) {
      toastProblem(error);
    } finally {
      setBusy(false);
      await refresh(client, 'pre-plans', plan.id);
    }
  };
  if (!decides) return <FieldChanges changes={suggestion.changes} />;
  return (
    <>
      <FieldChanges
        changes={suggestion.changes}
        first={({ field }) => (
          <Checkbox
            label={fullLabel(field)}
            checked={!left.has(field)}
            onChange={() =>
              setLeft((before) => {
                const next = new Set(before);
                if (!next.delete(field)) next.add(field);
                return next;
              })
            }
          />
        )}
      />
      <Group mt="sm" align="flex-end" gap="xs">
        <Button
          size="sm"
          disabled={taken.length === 0}
          loading={busy}
          onClick={() => void send('accept', { fields: taken, overwrite: true }, 'Published')}
        >
          {taken.length === suggestion.changes.length
            ? 'Accept and publish'
            : `Accept ${taken.length} of ${suggestion.changes.length} and publish`}
        </Button>
        <TextInput
          size="sm"
          label="Reason for refusing (optional)"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button
          size="sm"
          variant="default"
          loading={busy}
          onClick={() =>
            void send('refuse', reason.trim() ? { reason: reason.trim() } : {}, 'Suggestion refused')
          }
        >
          Refuse
        </Button>
      </Group>
    </>
  );
}
