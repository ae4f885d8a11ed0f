import './similar.css';
import { Alert } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call } from '../api/call.ts';
import type { Inspection, Page, Permit } from '../api/messages.ts';
import { keys } from '../api/queries.ts';
import { Icon } from './icon.tsx';
import { AgencyName } from './provenance.tsx';
import { StatusBadge } from './status-badge.tsx';

/** What one kind of record says when there is already something like it. */
export interface Likeness<R> {
  readonly list: 'permits' | 'inspections';
  readonly kind: 'permit' | 'inspection';
  readonly isOpen: (record: R) => boolean;
  /** Whose they are, in a sentence: "Comal FD has one in progress here". */
  readonly headline: (who: string, count: string, open: boolean, many: boolean) => string;
  readonly when: (record: R) => ReactNode;
  readonly advice: string;
}

function titleOf<R extends Permit | Inspection>({ isOpen, headline }: Likeness<R>, records: readonly R[]) {
  const open = records.filter(isOpen);
  const which = open.length > 0 ? open : records;
  const names = [
    ...new Set(which.map(({ agency, access }) => (access.relation === 'own' ? 'Your agency' : agency.name))),
  ];
  const count = which.length === 1 ? 'one' : String(which.length);
  return headline(names.join(' and '), count, open.length > 0, names.length > 1);
}

/** Warns of records of the same type at a place, open or recent so, as far as one may know of them. */
export function Similar<R extends Permit | Inspection>({
  likeness,
  placeId,
  type,
}: {
  likeness: Likeness<R>;
  placeId: string;
  type: string;
}) {
  const { list, kind } = likeness;
  const [typed] = useDebouncedValue(type.trim(), 300);
  const { data } = useQuery({
    queryKey: keys.list(list, { similar: typed, place: placeId }),
    queryFn: ({ signal }) =>
      call<Page<R>>('POST', `/v1/${list}/similar`, { body: { placeId, type: typed }, signal }),
    enabled: placeId !== '' && typed !== '',
  });
  const items = placeId !== '' && typed !== '' && typed === type.trim() ? (data?.items ?? []) : [];
  return (
    <div aria-live="polite">
      {items.length > 0 && (
        <Alert className="similar" icon={<Icon name="alert" />} title={titleOf(likeness, items)}>
          <ul>
            {items.map((record) => (
              <li key={record.id}>
                <Link to={`/${list}/${record.id}` as string} target="_blank">
                  {record.number}
                  <span className="visually-hidden"> (opens a new tab)</span>
                </Link>
                <StatusBadge kind={kind} status={record.status} />
                <AgencyName agency={record.agency} />
                <span className="similar-when">{likeness.when(record)}</span>
              </li>
            ))}
          </ul>
          {likeness.advice}
        </Alert>
      )}
    </div>
  );
}
