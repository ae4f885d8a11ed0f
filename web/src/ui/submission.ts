import { type FormEvent, useEffect, useRef, useState } from 'react';
import { asCallProblem, type CallProblem } from '../api/problem.ts';

/** A field of a form, named as the API names it. */
interface Field<Values> {
  readonly label: string;
  /** What is wrong with the fields, before anything is sent. */
  readonly check?: (value: string, values: Values) => string | null;
}

type Faults<Name extends string> = Partial<Record<Name, string>>;

/**
 * A form that keeps what was typed whatever happens, and puts every fault at its field. What belongs to no field is
 * in `problem`. After a refusal the focus goes to the first fault.
 * @param place puts a problem that names no field at one, all the same
 */
export function useSubmission<Name extends string>(
  fields: Record<Name, Field<Record<Name, string>>>,
  initial: Record<Name, string>,
  send: (values: Record<Name, string>) => Promise<void>,
  place: (problem: CallProblem) => Faults<Name> | null = () => null,
) {
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<Faults<Name>>({});
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const names = Object.keys(fields) as Name[];

  useEffect(() => {
    if (refusals === 0) return;
    const fault = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem]');
    fault?.focus();
    if (fault instanceof HTMLInputElement && fault.type === 'password') fault.select();
  }, [refusals]);

  const refuse = (found: Faults<Name>, why: CallProblem | null) => {
    setFaults(found);
    setProblem(why);
    setRefusals((count) => count + 1);
  };

  const faultsIn = (thrown: CallProblem): Faults<Name> | null => {
    const placed = place(thrown);
    if (placed) return placed;
    const found: Faults<Name> = {};
    for (const { path, message } of thrown.errors) {
      const name = names.find((each) => each === path.split('.')[0]);
      if (!name) return null;
      found[name] ??= `${fields[name].label} ${message}.`;
    }
    return Object.keys(found).length > 0 ? found : null;
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const checked: Faults<Name> = {};
    for (const name of names) {
      const fault = fields[name].check?.(values[name], values);
      if (fault) checked[name] = fault;
    }
    if (Object.keys(checked).length > 0) return refuse(checked, null);
    setBusy(true);
    setProblem(null);
    try {
      await send(values);
      setFaults({});
    } catch (error) {
      const thrown = asCallProblem(error);
      const found = faultsIn(thrown);
      refuse(found ?? {}, found ? null : thrown);
    } finally {
      setBusy(false);
    }
  };

  const field = (name: Name) => ({
    name,
    label: fields[name].label,
    value: values[name],
    error: faults[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [name]: value }));
      setFaults(({ [name]: _, ...others }) => others as Faults<Name>);
    },
  });

  return { values, field, problem, busy, form: { ref: form, onSubmit: submit, noValidate: true } };
}
