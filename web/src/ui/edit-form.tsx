import type { UseFormInput } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { call } from '../api/call.ts';
import { isStale } from '../api/problem.ts';
import { keys, refresh } from '../api/queries.ts';
import { useApiForm } from './api-form.ts';
import { ConflictDialog } from './conflict-dialog.tsx';

/** What a form over a record needs to know of it. */
export interface EditInput<Saved, Values> {
  readonly noun: string;
  /** Where it is read and saved, when that is not its noun and id. */
  readonly path?: `/${string}`;
  /** The record as the form began with it; what the stream brings later does not touch the form. */
  readonly record: Saved;
  readonly valuesOf: (record: Saved) => Values;
  /** What the API takes, field by field; only what differs from the record is sent. */
  readonly bodyOf: (values: Values) => Record<string, unknown>;
  readonly labels: { readonly [Field in keyof Values & string]: string };
  /** How a field's value is read by people, where it is not simply what is typed. */
  readonly words?: Partial<Record<keyof Values & string, (value: string) => string>>;
  readonly validate?: UseFormInput<Values>['validate'];
  readonly saved: (record: Saved) => void;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * A form over a record that others change too. A save sends what was changed here, at the version that was read; where
 * somebody was faster, `conflict` shows what they changed, and what was typed stays.
 */
export function useEditForm<
  Saved extends { readonly id: string; readonly version: number },
  Values extends Record<string, string>,
>({
  noun,
  path: own,
  record,
  valuesOf,
  bodyOf,
  labels,
  words = {},
  validate,
  saved,
}: EditInput<Saved, Values>) {
  const client = useQueryClient();
  const path = own ?? (`/v1/${noun}/${record.id}` as const);
  const base = useRef(record);
  const version = useRef(record.version);
  const [theirs, setTheirs] = useState<Saved | null>(null);
  // What changed beside the form's own fields is no conflict for it.
  useEffect(() => {
    if (record.version > version.current && same(valuesOf(record), valuesOf(base.current)))
      version.current = record.version;
  }, [record, valuesOf]);

  const api = useApiForm<Values>({
    initialValues: valuesOf(record),
    labels,
    ...(validate && { validate }),
    send: async (values) => {
      const before = bodyOf(valuesOf(base.current));
      const body = Object.fromEntries(
        Object.entries(bodyOf(values)).filter(([field, value]) => !same(value, before[field])),
      );
      try {
        const answer = await call<Saved>('PATCH', path, { body, ifMatch: version.current });
        base.current = answer;
        version.current = answer.version;
        client.setQueryData(keys.record(noun, record.id), answer);
        saved(answer);
        void refresh(client, noun, record.id);
      } catch (error) {
        if (isStale(error)) setTheirs(await call<Saved>('GET', path));
        throw error;
      }
    },
  });

  const loadTheirs = () => {
    if (!theirs) return;
    base.current = theirs;
    version.current = theirs.version;
    api.form.setValues(valuesOf(theirs));
    api.form.resetDirty(valuesOf(theirs));
    client.setQueryData(keys.record(noun, record.id), theirs);
    api.closeConflict();
  };
  const saveOver = async () => {
    if (!theirs) return;
    version.current = theirs.version;
    api.closeConflict();
    await api.submit();
  };

  const differences = () => {
    if (!theirs) return [];
    const [before, after, mine] = [valuesOf(base.current), valuesOf(theirs), api.form.values];
    const read = (field: keyof Values & string, value: string): ReactNode => words[field]?.(value) ?? value;
    return (Object.keys(labels) as (keyof Values & string)[])
      .filter(
        (field) =>
          before[field] !== after[field] || (mine[field] !== before[field] && mine[field] !== after[field]),
      )
      .map((field) => ({
        label: labels[field],
        mine: mine[field] === before[field] ? <i>not changed</i> : read(field, mine[field] ?? ''),
        theirs: read(field, after[field] ?? ''),
      }));
  };

  const conflict = (
    <ConflictDialog
      conflict={api.conflict}
      fields={differences()}
      onLoadTheirs={loadTheirs}
      onSaveOver={saveOver}
      onClose={api.closeConflict}
    />
  );
  return { ...api, conflict };
}
