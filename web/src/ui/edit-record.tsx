import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Access, AgencyRef } from '../api/messages.ts';
import { recordQuery } from '../api/queries.ts';
import { kindAt } from '../kinds/kinds.ts';
import { type EditInput, useEditForm } from './edit-form.tsx';
import { useLeaveGuard } from './leave-guard.tsx';
import { useCan } from './me.tsx';
import { NotForYou } from './not-for-you.tsx';
import { Page } from './page.tsx';
import { Provenance } from './provenance.tsx';
import { RecordForm } from './record-form.tsx';
import { RecordState } from './states.tsx';
import { toast } from './toast.tsx';

interface Edited {
  readonly id: string;
  readonly version: number;
  readonly agency: AgencyRef;
  readonly access: Access;
}

const wordsOf = (noun: string) => {
  const kind = kindAt(noun);
  return [kind?.one ?? noun, kind?.many ?? noun] as const;
};

/** The record whose id stands in the address, read once for its form. */
export function RecordToEdit<Saved extends Edited>({
  noun,
  children,
}: {
  noun: string;
  children: (record: Saved) => ReactNode;
}) {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Saved>(noun, id));
  const [one, many] = wordsOf(noun);
  return (
    <RecordState
      query={query}
      what={one.toLowerCase()}
      back={{ label: `All ${many.toLowerCase()}`, to: `/${noun}` }}
    >
      {children}
    </RecordState>
  );
}

/**
 * The page that changes an own record: its form with the question before it is left, what somebody else saved
 * meanwhile, and the way back to the record once it is saved.
 */
export function EditRecord<Saved extends Edited, Values extends Record<string, string>>({
  name,
  title,
  at,
  permission,
  fields,
  ...input
}: Omit<EditInput<Saved, Values>, 'saved' | 'path'> & {
  readonly name: string;
  readonly title: string;
  /** The address it is at, where the title does not say it. */
  readonly at?: string;
  readonly permission: string;
  readonly fields: (form: ReturnType<typeof useEditForm<Saved, Values>>['form']) => ReactNode;
}) {
  const { noun, record } = input;
  const navigate = useNavigate();
  const [one, many] = wordsOf(noun);
  const address = `/${noun}/${record.id}`;
  const api = useEditForm<Saved, Values>({
    ...input,
    saved: () => {
      leave();
      toast(`${one} saved`);
      void navigate({ to: address });
    },
  });
  const leave = useLeaveGuard(api.form.isDirty());
  const crumbs = [
    { label: many, to: `/${noun}` },
    { label: name, to: address },
  ];
  if (!useCan(record)('edit'))
    return (
      <NotForYou
        title={`Edit ${one.toLowerCase()}`}
        crumbs={crumbs}
        permission={permission}
        owner={record.access.relation === 'shared' ? record.agency : undefined}
      />
    );
  return (
    <Page
      title={title}
      crumbs={crumbs}
      narrow
      lead={
        at !== undefined && (
          <span className="record-lead">
            <span>{at}</span>
            <Provenance record={record} long />
          </span>
        )
      }
    >
      <RecordForm api={api} save="Save" cancel={address}>
        {fields(api.form)}
      </RecordForm>
      {api.conflict}
    </Page>
  );
}
