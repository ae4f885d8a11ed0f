import { Checkbox } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type FormInput, useApiForm } from './api-form.ts';
import { useCreate } from './create.ts';
import { useLeaveGuard } from './leave-guard.tsx';
import { toast } from './toast.tsx';

/** What a create leaves out: what is empty has no value yet. */
export const withoutEmpty = (body: object): object =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== ''));

/** Makes a record by a form that asks before it is left, and leads to what was made. */
export function useNewRecord<Made extends { readonly id: string }, Values extends Record<string, unknown>>({
  noun,
  bodyOf,
  done,
  faults = (error) => error,
  ...input
}: Omit<FormInput<Values>, 'send'> & {
  readonly noun: string;
  readonly bodyOf: (values: Values) => object;
  /** What is said once it is made. */
  readonly done: (made: Made) => string;
  /** Puts the server's faults at the fields of the form, where they are named otherwise. */
  readonly faults?: (error: unknown) => unknown;
}) {
  const navigate = useNavigate();
  const create = useCreate<Made>(noun);
  const [withheld, setWithheld] = useState(false);
  const api = useApiForm<Values>({
    ...input,
    send: async (values) => {
      const made = await create({ ...bodyOf(values), ...(withheld && { withheld }) }).catch(
        (error: unknown) => {
          throw faults(error);
        },
      );
      leave();
      toast(done(made));
      await navigate({ to: `/${noun}/${made.id}` as string, replace: true });
    },
  });
  const leave = useLeaveGuard(api.form.isDirty());
  const withhold = (description: ReactNode) => (
    <Checkbox
      checked={withheld}
      onChange={(event) => setWithheld(event.currentTarget.checked)}
      label="Withhold from partners"
      description={description}
    />
  );
  return { ...api, withhold };
}
