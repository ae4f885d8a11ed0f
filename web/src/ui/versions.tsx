import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, type ReactNode, useState } from 'react';
import { call } from '../api/call.ts';
import type { Access, Page, Version } from '../api/messages.ts';
import { asCallProblem } from '../api/problem.ts';
import { keys, refresh } from '../api/queries.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { DateTime } from './date-time.tsx';
import { useCan } from './me.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { AgencyName } from './provenance.tsx';
import { toast } from './toast.tsx';
import { Waiting } from './waiting.tsx';

interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly access: Access;
}

interface Props {
  readonly noun: string;
  readonly record: Versioned;
  /** What fields are called; one that is not named is not shown. */
  readonly labels: Readonly<Record<string, string>>;
  /** A field's value as people read it. */
  readonly show: (field: string, value: unknown) => ReactNode;
  /** Fields that a restore leaves unchanged. */
  readonly unrestored?: readonly string[];
}

type Content = Version['content'];

/** The versions of a record of one's own agency, newest first: who changed what, and the way back to each. */
export function Versions({ noun, record, labels, show, unrestored = [] }: Props) {
  const client = useQueryClient();
  const can = useCan(record);
  const [asked, setAsked] = useState<Version | null>(null);
  const path = `/v1/${noun}/${record.id}` as const;
  const query = useInfiniteQuery({
    queryKey: keys.under(noun, record.id, 'versions'),
    queryFn: ({ pageParam, signal }) =>
      call<Page<Version>>('GET', `${path}/versions`, {
        query: { limit: 30, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });
  if (query.error && !query.data)
    return <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />;
  if (!query.data) return <Waiting what="the versions" />;
  const versions = query.data.pages.flatMap(({ items }) => items);
  const current = versions[0];
  const restore = async () => {
    await call('POST', `${path}/restore`, { body: { version: asked!.version }, ifMatch: record.version });
    setAsked(null);
    toast(`Version ${asked!.version} restored`);
    await refresh(client, noun, record.id);
  };
  return (
    <>
      <ol className="history">
        {versions.map((version, at) => {
          const before = versions[at + 1];
          return (
            <li key={version.version}>
              <p className="history-head">
                <span>
                  <b>Version {version.version}</b>
                  {at === 0 && ' (current)'} by {version.user?.name ?? 'Standpipe'},{' '}
                  <AgencyName agency={version.agency} />
                </span>
                <DateTime at={version.at} />
              </p>
              {before && <Changed before={before.content} after={version.content} {...{ labels, show }} />}
              {at > 0 && can('restore') && (
                <Button size="compact-md" variant="default" onClick={() => setAsked(version)}>
                  Restore version {version.version}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      {query.hasNextPage && (
        <Button
          size="compact-md"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
      <ConfirmDialog
        opened={asked !== null}
        title={`Restore version ${asked?.version}?`}
        confirm="Restore"
        onConfirm={restore}
        onClose={() => setAsked(null)}
      >
        The restored content becomes a new version. Nothing in between is lost.
        {asked && current && (
          <Changed
            before={current.content}
            after={{ ...asked.content, ...only(current.content, unrestored) }}
            {...{ labels, show }}
          />
        )}
      </ConfirmDialog>
    </>
  );
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

const only = (content: Content, fields: readonly string[]): Content =>
  Object.fromEntries(fields.map((field) => [field, content[field]]));

/** The fields that differ between two versions, as they were and as they became. */
function Changed({
  before,
  after,
  labels,
  show,
}: { before: Content; after: Content } & Pick<Props, 'labels' | 'show'>) {
  const read = (field: string, value: unknown) =>
    value === null || value === undefined || value === '' ? (
      <span className="nothing">unknown</span>
    ) : (
      show(field, value)
    );
  const changed = Object.keys(labels).filter((field) => !same(before[field], after[field]));
  return (
    <dl className="history-changes">
      {changed.map((field) => (
        <Fragment key={field}>
          <dt>{labels[field]}</dt>
          <dd>
            <span className="history-before">{read(field, before[field])}</span>
            <span className="visually-hidden"> became </span>
            <span aria-hidden="true"> → </span>
            <span>{read(field, after[field])}</span>
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
