import { Autocomplete, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type HydrantType, hasField } from '@standpipe/contract/hydrant-types';
import type { ReactNode } from 'react';
import { Choice } from '../../ui/form-fields.tsx';
import { Locator } from '../../ui/locator.tsx';
import { readPoint } from '../../ui/point.ts';
import { suggest } from '../../ui/suggest.ts';
import type { HydrantValues } from './hydrant-form.ts';
import { hydrantLabels, paintedColors, typeChoices, yesNo } from './hydrant-words.ts';
import { OutletRows } from './outlet-rows.tsx';

type Field = keyof HydrantValues;

interface Props {
  readonly form: UseFormReturnType<HydrantValues>;
  /** The fields that may be changed; null: all of them. */
  readonly editable: ReadonlySet<string> | null;
  /** The day of the test that gives the rating, which then is not typed. */
  readonly ratedOn?: string | null | undefined;
}

/** The fields of a hydrant of the chosen type, to be made or changed. */
export function HydrantFields({ form, editable, ratedOn }: Props) {
  const type = form.values.type as HydrantType;
  const shows = (name: Field) => (editable === null || editable.has(name)) && hasField(type, name);
  const input = (name: Field, maxLength = 60) => ({
    size: 'sm' as const,
    label: hydrantLabels[name],
    maxLength,
    autoComplete: 'off',
    ...form.getInputProps(name),
  });
  const text = (name: Field, more: object = {}) =>
    shows(name) && <TextInput key={name} {...input(name)} {...more} />;
  const amount = (name: Field, unit: string) =>
    shows(name) && (
      <TextInput
        key={name}
        {...input(name, 13)}
        label={`${hydrantLabels[name]}, ${unit}`}
        className="field-short"
        inputMode="decimal"
      />
    );
  const flag = (name: Field) =>
    shows(name) && (
      <Choice
        key={name}
        size="sm"
        label={hydrantLabels[name]}
        className="field-short"
        empty="Unknown"
        choices={yesNo}
        {...form.getInputProps(name)}
      />
    );
  const point = readPoint(form.values.location);
  return (
    <div className="form-parts">
      <Part title="Hydrant">
        <Choice {...input('type')} className="field-wide" choices={typeChoices} />
        {text('number', { className: 'field-short', required: true })}
        {text('castNumber', { className: 'field-short' })}
        {text('facilityId', { className: 'field-short' })}
        {shows('paintedColor') && (
          <Autocomplete
            {...input('paintedColor')}
            className="field-short"
            data={paintedColors}
            filter={suggest}
          />
        )}
      </Part>
      <Part title="Where">
        {shows('addressLine') && <TextInput {...input('addressLine', 200)} className="field-wide" />}
        {shows('location') && (
          <TextInput
            {...input('location', 80)}
            className="field-wide"
            required
            description="Latitude, longitude; paste it from any map."
          />
        )}
        {shows('findIt') && (
          <TextInput
            {...input('findIt', 500)}
            className="field-full"
            placeholder="Behind the mailbox, 6 ft from the curb"
          />
        )}
      </Part>
      {shows('location') && point && <Locator point={point} />}
      <Part title="Water">
        {amount('mainSizeIn', 'in')}
        {flag('deadEndMain')}
        {flag('privateMain')}
        {flag('sharesSprinklerSupply')}
        {text('pressureZone', { className: 'field-short' })}
        {amount('liftFt', 'ft')}
        {amount('volumeGal', 'gal')}
        {flag('turnaround')}
        {flag('usableInWinter')}
        {!ratedOn && amount('ratedFlowGpm', 'gpm')}
      </Part>
      {ratedOn && (
        <p className="record-note">
          The rated flow comes from the newest flow test. Record a test to change it.
        </p>
      )}
      {shows('outlets') && (
        <OutletRows value={form.values.outlets} onChange={(next) => form.setFieldValue('outlets', next)} />
      )}
      {shows('notes') && (
        <fieldset>
          <legend>For your agency only</legend>
          <Textarea
            {...input('notes', 4000)}
            autosize
            minRows={3}
            maxRows={12}
            description="Partners never see these notes."
          />
        </fieldset>
      )}
    </div>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <fieldset>
    <legend>{title}</legend>
    <div className="form-grid">{children}</div>
  </fieldset>
);
