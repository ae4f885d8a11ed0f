import { type UseFormInput, useForm } from '@mantine/form';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { asCallProblem, type CallProblem, isStale } from '../api/problem.ts';

/** What a form needs to know. */
export interface FormInput<Values> {
  readonly initialValues: Values;
  /** What each field is called, by its name; the server's faults begin with it. */
  readonly labels: Readonly<Partial<Record<string, string>>>;
  readonly validate?: UseFormInput<Values>['validate'];
  /** Saves; whatever it throws is put at its field, or said above the form. */
  readonly send: (values: Values) => Promise<unknown>;
}

/**
 * A form over @mantine/form that keeps what was typed whatever happens. Faults found here and by the server stand at
 * their fields; what belongs to none is in `problem`; that somebody else was faster is in `conflict`.
 */
export function useApiForm<Values extends Record<string, unknown>>({
  initialValues,
  labels,
  validate,
  send,
}: FormInput<Values>) {
  const form = useForm<Values>({ initialValues, ...(validate && { validate }) });
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [conflict, setConflict] = useState<CallProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  // Known at once, where two presses come before the page is drawn again.
  const sending = useRef(false);
  const element = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (refusals > 0)
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem]')?.focus();
  }, [refusals]);

  const refuse = (thrown: CallProblem) => {
    const faults: Record<string, string> = {};
    let placed = thrown.errors.length > 0;
    for (const { path, message } of thrown.errors) {
      const top = path.split('.')[0] ?? '';
      if (!(top in form.values)) placed = false;
      else faults[path] ??= `${labels[path] ?? labels[top] ?? 'This'} ${message}.`;
    }
    form.setErrors(faults);
    setProblem(placed ? null : thrown);
  };

  /** Checks, then saves. True when it is saved. */
  const submit = async (): Promise<boolean> => {
    if (sending.current) return false;
    setProblem(null);
    if (form.validate().hasErrors) {
      setRefusals((count) => count + 1);
      return false;
    }
    sending.current = true;
    setBusy(true);
    try {
      await send(form.values);
      setConflict(null);
      form.resetDirty();
      return true;
    } catch (error) {
      const thrown = asCallProblem(error);
      if (isStale(thrown)) setConflict(thrown);
      else {
        refuse(thrown);
        setRefusals((count) => count + 1);
      }
      return false;
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  return {
    form,
    submit,
    problem,
    conflict,
    closeConflict: () => setConflict(null),
    busy,
    props: {
      ref: element,
      noValidate: true,
      onSubmit: (event: FormEvent) => {
        event.preventDefault();
        void submit();
      },
    },
  };
}
