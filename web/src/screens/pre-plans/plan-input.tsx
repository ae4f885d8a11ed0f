import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import type { PrePlanField } from '@standpipe/contract/pre-plan';
import type { ReactNode } from 'react';
import { Choice, DayInput } from '../../ui/form-fields.tsx';

interface InputProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: ReactNode;
}

type Row = Readonly<Record<string, unknown>>;
const listOf = <T,>(text: string): readonly T[] => (text ? (JSON.parse(text) as T[]) : []);
const wide = { text: 'field-full', rows: 'field-full', choices: 'field-full', line: '' } as Readonly<
  Record<string, string>
>;

/** The input of a field, as its description says. */
export function PlanInput({ field, value, onChange, error }: InputProps & { field: PrePlanField }) {
  const { label, input, hint, unit, schema } = field;
  const { maxLength } = schema as { maxLength?: number };
  const common = {
    size: 'sm' as const,
    label: unit ? `${label}, ${unit}` : label,
    ...(hint && { description: hint }),
    error,
    autoComplete: 'off',
    className: wide[input] ?? '',
  };
  if (input === 'rows') return <Rows field={field} value={value} onChange={onChange} error={error} />;
  if (input === 'choices')
    return (
      <Checkbox.Group
        {...common}
        value={[...listOf<string>(value)]}
        onChange={(next) => onChange(next.length > 0 ? JSON.stringify(next) : '')}
      >
        <div className="plan-choices">
          {Object.entries(field.options ?? {}).map(([each, words]) => (
            <Checkbox key={each} value={each} label={words} />
          ))}
        </div>
      </Checkbox.Group>
    );
  if (input === 'choice' || input === 'flag') {
    const options = input === 'flag' ? { true: 'Yes', false: 'No' } : (field.options ?? {});
    return (
      <Choice
        {...common}
        empty="Not recorded"
        choices={Object.entries(options).map(([each, words]) => ({ value: each, label: words }))}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const typed = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  if (input === 'day') return <DayInput {...common} value={value} onChange={typed} />;
  if (input === 'text')
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={maxLength ?? 4000}
        value={value}
        onChange={typed}
      />
    );
  return (
    <TextInput
      {...common}
      {...(input === 'number' && { type: 'number', inputMode: 'numeric' as const, min: 0 })}
      {...(maxLength && { maxLength })}
      value={value}
      onChange={typed}
    />
  );
}

/** A list of rows: each with its columns, and a way to add one and to take one away. */
function Rows({ field, value, onChange, error }: InputProps & { field: PrePlanField }) {
  const rows = listOf<Row>(value);
  const write = (next: readonly Row[]) => onChange(next.length > 0 ? JSON.stringify(next) : '');
  return (
    <fieldset className="field-full plan-rows" aria-label={field.label}>
      <p className="plan-rows-label">{field.label}</p>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the list
        <div key={at} className="plan-row">
          <div className="form-grid">
            {Object.entries(field.columns ?? {}).map(([name, column]) => (
              <PlanInput
                key={name}
                field={
                  field.required?.includes(name) ? { ...column, label: `${column.label} (required)` } : column
                }
                value={row[name] === undefined || row[name] === null ? '' : String(row[name])}
                onChange={(next) =>
                  write(rows.map((each, index) => (index === at ? { ...each, [name]: next } : each)))
                }
              />
            ))}
          </div>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => write(rows.filter((_, index) => index !== at))}
          >
            Remove row {at + 1}
          </Button>
        </div>
      ))}
      {error && (
        <p className="plan-rows-error" role="alert">
          {error}
        </p>
      )}
      <Button size="compact-md" variant="default" onClick={() => write([...rows, {}])}>
        Add a row
      </Button>
    </fieldset>
  );
}
