import { Autocomplete, type ComboboxItem, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Choice, DayInput } from '../../ui/form-fields.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { Assignee } from './assignee.tsx';
import type { InspectionValues } from './inspection-form.ts';
import { inspectionLabels } from './inspection-words.ts';
import { checklistText, inspectionTypes, readyChecklists } from './ready-checklists.ts';

/** What these fields need of a form, which may have more of its own. */
interface FormPart {
  readonly values: InspectionValues;
  readonly getInputProps: (name: never) => object;
  readonly setFieldValue: (name: never, value: never) => void;
}

/** "CST": how the agency's clocks are called. */
const zoneName = (timeZone: string): string =>
  new Intl.DateTimeFormat(undefined, { timeZone, timeZoneName: 'short' })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;

/** What is offered while a type is typed; nothing once it is typed out. */
function typesLike(options: readonly ComboboxItem[], typed: string): ComboboxItem[] {
  const words = typed.trim().toLowerCase();
  const found = options.filter(({ label }) => label.toLowerCase().includes(words));
  return found.length === 1 && found[0]!.label.toLowerCase() === words ? [] : found;
}

/** The fields of an inspection, to be scheduled or changed. */
export function InspectionFields({
  form,
  assigned = null,
  numberHint,
  warning,
}: {
  form: FormPart;
  /** Who has it now, and is offered even when no longer active. */
  assigned?: { readonly id: string; readonly name: string } | null;
  numberHint?: string;
  /** Stands right after the type. */
  warning?: ReactNode;
}) {
  const zone = zoneName(useTimeZone());
  const { values } = form;
  const set = (name: keyof InspectionValues, value: string) =>
    form.setFieldValue(name as never, value as never);
  const field = (name: keyof InspectionValues) => ({
    size: 'sm' as const,
    label: inspectionLabels[name],
    autoComplete: 'off',
    ...form.getInputProps(name as never),
  });
  const ready = Object.values(readyChecklists).map(checklistText);
  const chooseType = (type: string) => {
    set('type', type);
    const own = readyChecklists[type];
    // A checklist that somebody typed or changed stays; a ready one makes way for the one of the new type.
    if (numberHint && own && (values.checklist.trim() === '' || ready.includes(values.checklist)))
      set('checklist', checklistText(own));
  };
  return (
    <div className="form-parts">
      <fieldset>
        <legend>What and when</legend>
        <div className="form-grid">
          <Autocomplete
            {...field('type')}
            className="field-full"
            required
            maxLength={120}
            data={[...inspectionTypes]}
            filter={({ options, search }) => typesLike(options as ComboboxItem[], search)}
            onChange={chooseType}
          />
          {warning && <div className="field-full">{warning}</div>}
          <DayInput {...field('day')} className="field-short" />
          <TextInput {...field('time')} className="field-short" type="time" label={`Time (${zone})`} />
          <Assignee {...field('assignedTo')} className="field-short" assigned={assigned} />
          <TextInput
            {...field('number')}
            maxLength={60}
            required={!numberHint}
            {...(numberHint && { description: numberHint })}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>Checklist</legend>
        <Choice
          size="sm"
          label="Start from a checklist"
          className="ready-choice"
          value={
            Object.keys(readyChecklists).find(
              (type) => checklistText(readyChecklists[type]!) === values.checklist && values.checklist !== '',
            ) ?? ''
          }
          empty={values.checklist.trim() === '' ? 'None' : 'Your own'}
          choices={Object.entries(readyChecklists)
            .filter(([, items]) => items.length > 0)
            .map(([type, items]) => ({ value: type, label: `${type} (${items.length} items)` }))}
          onChange={({ currentTarget: { value } }) =>
            value && set('checklist', checklistText(readyChecklists[value] ?? []))
          }
        />
        <Textarea
          {...field('checklist')}
          label="Items"
          description="One item per line. Answers stay with their items."
          autosize
          minRows={4}
          maxRows={20}
        />
      </fieldset>
      <fieldset>
        <legend>For your agency only</legend>
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
