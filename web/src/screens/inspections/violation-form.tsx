import { Autocomplete, Button, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Inspection, Violation } from '../../api/messages.ts';
import { useApiForm } from '../../ui/api-form.ts';
import { ConflictDialog } from '../../ui/conflict-dialog.tsx';
import { Choice, DayInput } from '../../ui/form-fields.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';
import { statusChoices } from '../../ui/words.ts';
import { saveInspection } from './inspection-save.ts';
import { severities } from './inspection-words.ts';
import type { Begun } from './line-violations.ts';
import { addViolation, changeViolation, ViolationChanged, type ViolationText } from './violation-changes.ts';

const empty = { description: '', code: '', severity: '', status: 'open', correctBy: '', correctedOn: '' };
type Values = typeof empty;

const labels: Readonly<Record<keyof Values, string>> = {
  description: 'Violation',
  code: 'Code',
  severity: 'Severity',
  status: 'Status',
  correctBy: 'Correct by',
  correctedOn: 'Corrected on',
};

const valuesOf = (text: ViolationText): Values => ({
  description: text.description,
  code: text.code ?? '',
  severity: text.severity ?? '',
  status: text.status,
  correctBy: text.correctBy ?? '',
  correctedOn: text.correctedOn ?? '',
});

const textOf = (values: Values): ViolationText => ({
  description: values.description.trim(),
  status: values.status as Violation['status'],
  ...(values.code.trim() && { code: values.code.trim() }),
  ...(values.severity.trim() && { severity: values.severity.trim() }),
  ...(values.correctBy && { correctBy: values.correctBy }),
  ...(values.status === 'corrected' && values.correctedOn && { correctedOn: values.correctedOn }),
});

/** Makes a violation, or changes the one at `at`. */
export function ViolationForm({
  inspection,
  at = null,
  begin,
  close,
}: {
  inspection: Inspection;
  at?: number | null;
  /** What a new one begins with. */
  begin: Begun;
  close: () => void;
}) {
  const client = useQueryClient();
  const current = at === null ? null : (inspection.violations[at] ?? null);
  const base = useRef(current);
  const [theirs, setTheirs] = useState<Violation | null>(null);
  const api = useApiForm<Values>({
    initialValues: current ? valuesOf(current) : { ...empty, ...begin },
    labels: { ...labels, violations: 'The violation' },
    validate: { description: (typed) => (typed.trim() ? null : 'Describe the violation.') },
    send: async (values) => {
      const text = textOf(values);
      const was = base.current;
      try {
        await saveInspection(
          client,
          inspection.id,
          was && at !== null
            ? changeViolation(at, was, ({ photos }) => ({ ...text, ...(photos && { photos }) }))
            : addViolation(text),
        );
      } catch (error) {
        if (error instanceof ViolationChanged) setTheirs(error.theirs);
        throw error;
      }
      close();
      toast(was ? 'Violation saved' : 'Violation added');
    },
  });
  const { form } = api;
  const field = (name: keyof Values) => ({
    size: 'sm' as const,
    label: labels[name],
    autoComplete: 'off',
    ...form.getInputProps(name),
  });
  const loadTheirs = () => {
    base.current = theirs;
    if (theirs) form.setValues(valuesOf(theirs));
    else close();
    api.closeConflict();
  };
  const saveOver = async () => {
    base.current = theirs;
    api.closeConflict();
    await api.submit();
  };
  const read = theirs && valuesOf(theirs);
  return (
    <form {...api.props} className="violation-form">
      <Textarea
        {...field('description')}
        required
        autosize
        minRows={3}
        maxRows={10}
        maxLength={1000}
        data-autofocus
      />
      <div className="form-grid">
        <TextInput {...field('code')} maxLength={60} placeholder="IFC 906.2" />
        <Autocomplete {...field('severity')} maxLength={40} data={[...severities]} />
        <DayInput {...field('correctBy')} />
        <Choice {...field('status')} choices={statusChoices('violation')} />
        {form.values.status === 'corrected' && <DayInput {...field('correctedOn')} />}
      </div>
      <ProblemAlert problem={api.problem} />
      <div className="violation-end">
        <Button type="submit" loading={api.busy}>
          {current ? 'Save' : 'Add the violation'}
        </Button>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
      </div>
      <ConflictDialog
        conflict={api.conflict}
        fields={(Object.keys(labels) as (keyof Values)[])
          .filter((name) => (read?.[name] ?? '') !== form.values[name])
          .map((name) => ({
            label: labels[name],
            mine: form.values[name],
            theirs: read ? read[name] : 'removed',
          }))}
        onLoadTheirs={loadTheirs}
        onSaveOver={saveOver}
        onClose={api.closeConflict}
      />
    </form>
  );
}
