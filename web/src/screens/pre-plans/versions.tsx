import { Button } from '@mantine/core';
import { differingFields, fieldValue } from '@standpipe/contract/pre-plan';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { PrePlan, Versions } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { keys, refresh } from '../../api/queries.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DateTime } from '../../ui/date-time.tsx';
import { useCan, useMay } from '../../ui/me.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { toast } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { FieldChanges } from './field-changes.tsx';

type Version = Versions['items'][number];
const sectionsOf = (version: Version | undefined) => (version?.content.sections ?? {}) as PrePlan['sections'];

/** Every version of an own plan, newest first, each with what it changed. */
export function PlanVersions({ plan }: { plan: PrePlan }) {
  const { id } = plan;
  const [restoring, setRestoring] = useState<Version | null>(null);
  const can = useCan(plan);
  const query = useInfiniteQuery({
    queryKey: keys.under('pre-plans', id, 'versions'),
    queryFn: ({ pageParam, signal }) =>
      call<Versions>('GET', `/v1/pre-plans/${id}/versions`, {
        query: { limit: 20, cursor: pageParam },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });
  if (query.error && !query.data)
    return <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />;
  if (!query.data) return <Waiting what="the versions" />;
  const items = query.data.pages.flatMap((page) => page.items);
  return (
    <>
      <ol className="history">
        {items.map((version, at) => {
          const before = sectionsOf(items[at + 1]);
          const after = sectionsOf(version);
          const last = at === items.length - 1 && query.hasNextPage;
          const first = at === items.length - 1 && !query.hasNextPage;
          const changes = Object.keys(differingFields(before, after)).map((field) => ({
            field,
            before: fieldValue(before, field),
            after: fieldValue(after, field),
          }));
          return (
            <li key={version.version}>
              <p className="history-head">
                <span>
                  <b>Version {version.version}</b> by {version.user?.name ?? 'Standpipe'},{' '}
                  <AgencyName agency={version.agency} />
                </span>
                <DateTime at={version.at} />
              </p>
              {first && <p className="nothing">The first version.</p>}
              {!last && !first && changes.length > 0 && <FieldChanges changes={changes} />}
              {!last && !first && changes.length === 0 && <p className="nothing">No field changed.</p>}
              {at > 0 && can('restore') && (
                <Button size="compact-sm" variant="default" mt="xs" onClick={() => setRestoring(version)}>
                  Restore version {version.version}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      {query.hasNextPage && (
        <Button size="sm" variant="default" onClick={() => void query.fetchNextPage()}>
          Older versions
        </Button>
      )}
      {restoring && <RestoreDialog plan={plan} version={restoring} close={() => setRestoring(null)} />}
    </>
  );
}

function RestoreDialog({ plan, version, close }: { plan: PrePlan; version: Version; close: () => void }) {
  const client = useQueryClient();
  const publishes = useMay('Pre-Plans - Publish');
  const live = plan.status === 'published';
  const changes = Object.entries(differingFields(plan.sections, sectionsOf(version))).map(
    ([field, after]) => ({ field, before: fieldValue(plan.sections, field), after }),
  );
  const restore = async () => {
    await call('POST', `/v1/pre-plans/${plan.id}/restore`, {
      body: { version: version.version },
      ifMatch: plan.version,
    });
    close();
    toast(
      live && !publishes
        ? 'The draft now says what that version said'
        : `Version ${version.version} restored`,
    );
    await refresh(client, 'pre-plans', plan.id);
  };
  return (
    <ConfirmDialog
      opened
      title={`Restore version ${version.version}?`}
      confirm="Restore"
      onConfirm={restore}
      onClose={close}
    >
      {live && publishes && 'Partners see it at once. '}
      {live && !publishes && 'It goes into the draft, which someone with Pre-Plans - Publish publishes. '}
      The versions in between stay.
      {changes.length > 0 ? <FieldChanges changes={changes} /> : ' No field changes.'}
    </ConfirmDialog>
  );
}
