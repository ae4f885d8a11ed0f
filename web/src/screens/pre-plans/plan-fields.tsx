import type { ReactNode } from 'react';
import { PlanInput } from './plan-input.tsx';
import { keyOf, type PlanValues } from './pre-plan-form.ts';
import { describedSections } from './pre-plan-words.ts';

/** What these fields need of a form. */
interface PlanFormPart {
  readonly values: PlanValues;
  readonly errors: Readonly<Record<string, ReactNode>>;
  readonly setFieldValue: (key: string, value: string) => void;
}

/** The fields of a plan's sections, in the order in which they are described. */
export const PlanFields = ({ form }: { form: PlanFormPart }) => (
  <div className="form-parts">
    {describedSections.map(({ name, title, fields }) => (
      <fieldset key={name}>
        <legend>{title}</legend>
        <div className="form-grid">
          {fields.map(({ name: field, described }) => (
            <PlanInput
              key={field}
              field={described}
              value={form.values[keyOf(field)] ?? ''}
              error={form.errors[keyOf(field)]}
              onChange={(value) => form.setFieldValue(keyOf(field), value)}
            />
          ))}
        </div>
      </fieldset>
    ))}
  </div>
);
