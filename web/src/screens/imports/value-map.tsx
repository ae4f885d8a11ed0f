import { ActionIcon, Button, TextInput } from '@mantine/core';
import type { FieldMapping, ImportField } from '../../api/messages.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import { plainText } from '../../ui/words.ts';
import { without } from './mapping.ts';

type Line = NonNullable<FieldMapping['values']>[number];

/** What cells say, and what it is here; and what all others are. */
export function ValueMap({
  field,
  mapping,
  samples,
  onChange,
}: {
  field: ImportField;
  mapping: FieldMapping;
  samples: readonly string[];
  onChange: (mapping: FieldMapping) => void;
}) {
  const values = mapping.values ?? [];
  const put = (next: readonly Line[]) =>
    onChange(next.length > 0 ? { ...mapping, values: [...next] } : without(mapping, 'values'));
  const at = (index: number, change: Partial<Line>) =>
    put(values.map((line, each) => (each === index ? { ...line, ...change } : line)));
  const mapped = new Set(values.map(({ from }) => from.trim().toLowerCase()));
  const fresh = samples.filter((sample) => !mapped.has(sample.trim().toLowerCase()));
  const first = field.values?.[0] ?? '';
  return (
    <fieldset className="value-map">
      <legend>What values become</legend>
      {values.map(({ from, to }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the list; its words change as one types
        <div key={index} className="value-line">
          <TextInput
            size="sm"
            aria-label={`Value ${index + 1} in the file`}
            placeholder="Empty cell"
            maxLength={400}
            value={from}
            onChange={(event) => at(index, { from: event.currentTarget.value })}
          />
          <Icon name="right" size={16} />
          <Target
            field={field}
            label={`What value ${index + 1} becomes`}
            value={to}
            onChange={(next) => at(index, { to: next })}
          />
          <ActionIcon
            variant="subtle"
            size={36}
            aria-label={`Remove value ${index + 1}`}
            onClick={() => put(values.filter((_, each) => each !== index))}
          >
            <Icon name="cross" size={16} />
          </ActionIcon>
        </div>
      ))}
      <div className="value-line">
        <span className="value-others">{values.length > 0 ? 'All other values' : 'All values'}</span>
        <Icon name="right" size={16} />
        <Target
          field={field}
          label="What all other values become"
          empty="Stay as they are"
          value={mapping.otherwise ?? ''}
          onChange={(next) =>
            onChange(next === '' ? without(mapping, 'otherwise') : { ...mapping, otherwise: next })
          }
        />
      </div>
      <div className="value-add">
        <Button size="compact-sm" variant="default" onClick={() => put([...values, { from: '', to: first }])}>
          Add a value
        </Button>
        {fresh.length > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => put([...values, ...fresh.map((from) => ({ from, to: first || from }))])}
          >
            Add those of the file
          </Button>
        )}
      </div>
    </fieldset>
  );
}

const Target = ({
  field,
  label,
  value,
  empty = '',
  onChange,
}: {
  field: ImportField;
  label: string;
  value: string;
  empty?: string;
  onChange: (value: string) => void;
}) =>
  field.values ? (
    <Choice
      size="sm"
      aria-label={label}
      choices={field.values.map((each) => ({ value: each, label: plainText(each) }))}
      empty={empty}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  ) : (
    <TextInput
      size="sm"
      aria-label={label}
      placeholder={empty || 'Empty'}
      maxLength={400}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
