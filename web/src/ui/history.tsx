import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { call } from '../api/call.ts';
import type { Changes } from '../api/messages.ts';
import { asCallProblem } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import { DateTime } from './date-time.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { Waiting } from './waiting.tsx';
import { plainText } from './words.ts';

type Change = Changes['items'][number];
type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const nameIn = (value: unknown): string => String(fieldsOf(value).name ?? 'another agency');

/** What was done, after who did it. */
const deeds: Readonly<Record<string, (change: Change) => string>> = {
  create: () => 'created it',
  edit: () => 'changed it',
  delete: () => 'deleted it',
  import: () => 'imported it',
  download: () => 'downloaded the report',
  email: ({ after }) => `sent the report to ${[fieldsOf(after).to].flat().join(', ')}`,
  emailFailed: ({ after }) => `: the report did not reach ${[fieldsOf(after).to].flat().join(', ')}`,
  addPhoto: () => 'added a photo',
  deletePhoto: () => 'deleted a photo',
  offer: ({ after }) => `offered it to ${nameIn(fieldsOf(after).to)}`,
  acceptTransfer: ({ after }) => `: ${nameIn(fieldsOf(after).to)} accepted it`,
  declineTransfer: ({ after }) => `: ${nameIn(fieldsOf(after).to)} declined it`,
  withdrawTransfer: () => 'withdrew the offer',
};

/** Every change of a record of one's own agency, newest first. */
export function History({
  noun,
  id,
  labels,
  show,
}: {
  noun: string;
  id: string;
  /** What fields are called; one that is not named is not shown. */
  labels: Readonly<Record<string, string>>;
  /** A field's value as people read it. */
  show: (field: string, value: unknown) => ReactNode;
}) {
  const query = useQuery({
    queryKey: keys.under(noun, id, 'history'),
    queryFn: ({ signal }) => call<Changes>('GET', `/v1/${noun}/${id}/history`, { signal }),
  });
  if (query.error && !query.data)
    return <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />;
  if (!query.data) return <Waiting what="the history" />;
  return (
    <ol className="history">
      {query.data.items.map((change) => (
        <li key={change.id}>
          <p className="history-head">
            <span>
              <b>{change.user?.name ?? 'Standpipe'}</b>{' '}
              {(deeds[change.action] ?? (() => plainText(change.action)))(change)}
            </span>
            <DateTime at={change.at} />
          </p>
          {change.action === 'edit' && <Differences change={change} labels={labels} show={show} />}
        </li>
      ))}
    </ol>
  );
}

function Differences({
  change,
  labels,
  show,
}: {
  change: Change;
  labels: Readonly<Record<string, string>>;
  show: (field: string, value: unknown) => ReactNode;
}) {
  const [before, after] = [fieldsOf(change.before), fieldsOf(change.after)];
  const read = (field: string, value: unknown) =>
    value === null || value === undefined || value === '' ? (
      <span className="nothing">nothing</span>
    ) : (
      show(field, value)
    );
  return (
    <dl className="history-changes">
      {Object.keys(after)
        .filter((field) => field in labels)
        .map((field) => (
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
