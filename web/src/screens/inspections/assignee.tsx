import { useQuery } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { Choice } from '../../ui/form-fields.tsx';
import { assigneesQuery } from './assignees.query.ts';

/** Who goes there: nobody yet, oneself, or a colleague. */
export function Assignee({
  assigned,
  ...field
}: Omit<ComponentProps<typeof Choice>, 'choices' | 'empty'> & {
  /** Who has it now, and is offered even when no longer active. */
  readonly assigned: { readonly id: string; readonly name: string } | null;
}) {
  const people = useQuery(assigneesQuery).data ?? [];
  const choices = people.map(({ id, name, you }) => ({ value: id, label: you ? `${name} (you)` : name }));
  const gone = assigned && !people.some(({ id }) => id === assigned.id);
  return (
    <Choice
      {...field}
      empty="Unassigned"
      choices={gone ? [{ value: assigned.id, label: assigned.name }, ...choices] : choices}
    />
  );
}
