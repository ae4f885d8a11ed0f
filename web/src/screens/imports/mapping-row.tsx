import { Button, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { FieldMapping, FieldSamples, Import, ImportField } from '../../api/messages.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { Icon } from '../../ui/icon.tsx';
import { plainText } from '../../ui/words.ts';
import { constantChoice, lookedUp, notFilled, severalChoice, sourceOf, withSource } from './mapping.ts';
import { MappingDetails } from './mapping-details.tsx';

/** One of our fields: where it comes from, what stands there in the file, and more on demand. */
export function MappingRow({
  field,
  record,
  mapping,
  needed,
  fault,
  samples,
  onChange,
}: {
  field: ImportField;
  record: Import;
  mapping: FieldMapping | undefined;
  needed: boolean;
  fault: string | undefined;
  samples: FieldSamples['samples'];
  onChange: (mapping: FieldMapping | undefined) => void;
}) {
  const [open, setOpen] = useState(false);
  const details = useId();
  const source = sourceOf(mapping);
  const count = mapping ? lookedUp(mapping) : 0;
  const detailed = mapping !== undefined && mapping.constant === undefined;
  const bad = fault !== undefined || (needed && !mapping);
  return (
    <>
      <tr data-filled={mapping ? '' : undefined}>
        <th scope="row">
          {field.label}
          {needed && <span className="needed">needed</span>}
        </th>
        <td className="mapping-source">
          <Choice
            size="sm"
            aria-label={`${field.label} comes from`}
            choices={[
              ...(source === severalChoice
                ? [{ value: severalChoice, label: mapping?.columns?.join(' + ') ?? '' }]
                : []),
              ...record.columns.map(({ name }) => ({ value: `:${name}`, label: name })),
              { value: constantChoice, label: 'The same for every row' },
            ]}
            empty="Not filled"
            value={source}
            error={fault ?? (bad ? true : undefined)}
            onChange={({ currentTarget: { value } }) => onChange(withSource(field, mapping, value))}
          />
          {mapping?.constant !== undefined && (
            <Constant field={field} value={mapping.constant} onChange={onChange} />
          )}
        </td>
        <td className="mapping-samples">
          <Becoming samples={samples} />
        </td>
        <td className="mapping-more">
          {detailed && (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-expanded={open}
              aria-controls={details}
              onClick={() => setOpen(!open)}
            >
              {count > 0 ? `${count} ${count === 1 ? 'value' : 'values'}` : (mapping.format ?? 'Details')}
              <span className="visually-hidden"> of {field.label}</span>
            </Button>
          )}
        </td>
      </tr>
      {detailed && open && source !== notFilled && (
        <tr className="mapping-details-row">
          <td colSpan={4} id={details}>
            <MappingDetails field={field} record={record} mapping={mapping} onChange={onChange} />
          </td>
        </tr>
      )}
    </>
  );
}

function Constant({
  field,
  value,
  onChange,
}: {
  field: ImportField;
  value: string;
  onChange: (mapping: FieldMapping) => void;
}) {
  const put = ({ currentTarget }: { currentTarget: { value: string } }) =>
    onChange({ field: field.name, constant: currentTarget.value });
  const label = `${field.label} of every row`;
  return field.values ? (
    <Choice
      size="sm"
      aria-label={label}
      choices={field.values.map((each) => ({ value: each, label: plainText(each) }))}
      value={value}
      onChange={put}
    />
  ) : (
    <TextInput size="sm" aria-label={label} maxLength={400} value={value} onChange={put} />
  );
}

/** Samples of the file, each with what it becomes here, or why it cannot be read. */
const Becoming = ({ samples }: { samples: FieldSamples['samples'] }) => (
  <dl className="becoming">
    {samples.slice(0, 3).map(({ from, to, fault }) => (
      <div key={from}>
        <dt>{from}</dt>
        <dd data-bad={fault === null ? undefined : ''}>
          <Icon name="right" size={14} /> {fault ?? to ?? 'nothing'}
        </dd>
      </div>
    ))}
  </dl>
);
