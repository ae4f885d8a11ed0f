import { Autocomplete, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Choice, DayInput } from '../../ui/form-fields.tsx';
import { suggest } from '../../ui/suggest.ts';
import { permitClasses } from '../../ui/words.ts';
import type { PermitValues } from './permit-form.ts';
import { permitLabels, permitTypes } from './permit-words.ts';

/** What these fields need of a form, which may have more of its own. */
export interface PermitFormPart {
  readonly values: PermitValues;
  readonly getInputProps: (name: never) => object;
}

const classes = Object.entries(permitClasses).map(([value, label]) => ({ value, label }));

/** The fields of a permit, to be made or changed. */
export function PermitFields({
  form,
  numberHint,
  warning,
}: {
  form: PermitFormPart;
  numberHint?: string;
  /** Stands right after the type. */
  warning?: ReactNode;
}) {
  const field = (name: keyof PermitValues) => ({
    size: 'sm' as const,
    label: permitLabels[name],
    autoComplete: 'off',
    ...form.getInputProps(name as never),
  });
  return (
    <div className="form-parts">
      <fieldset>
        <legend>Permit</legend>
        <div className="form-grid">
          <Choice {...field('class')} className="field-short" choices={classes} />
          <Autocomplete
            {...field('type')}
            className="field-wide"
            required
            maxLength={120}
            data={[...(permitTypes[form.values.class] ?? [])]}
            filter={suggest}
          />
          {warning && <div className="field-full">{warning}</div>}
          <TextInput
            {...field('number')}
            maxLength={60}
            required={!numberHint}
            {...(numberHint && { description: numberHint })}
          />
          <TextInput
            {...field('holder')}
            className="field-full"
            maxLength={200}
            description="The business or person that the permit is issued to. Partners you share permits with see this name."
          />
          <Textarea
            {...field('description')}
            className="field-full"
            maxLength={4000}
            autosize
            minRows={2}
            maxRows={12}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>Dates and code</legend>
        <div className="form-grid">
          <DayInput {...field('issuedOn')} />
          <DayInput {...field('expiresOn')} />
          <TextInput {...field('edition')} maxLength={40} placeholder="IFC 2024" />
          <TextInput {...field('section')} maxLength={40} placeholder="105.5" />
        </div>
      </fieldset>
      <fieldset>
        <legend>For your agency only</legend>
        <div className="form-grid permit-own">
          <TextInput {...field('contactName')} maxLength={200} />
          <TextInput {...field('contactPhone')} type="tel" inputMode="tel" maxLength={40} />
          <TextInput {...field('contactEmail')} type="email" inputMode="email" maxLength={200} />
          <TextInput {...field('fee')} inputMode="decimal" maxLength={14} leftSection="$" />
        </div>
        <Textarea
          {...field('notes')}
          maxLength={4000}
          autosize
          minRows={3}
          maxRows={12}
          description="Partners never see these."
        />
      </fieldset>
    </div>
  );
}
