import { MultiSelect, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { countiesIn, countyText } from '../../ui/counties.ts';
import { Choice } from '../../ui/form-fields.tsx';
import { TimeZoneField } from '../../ui/time-zone-field.tsx';
import { stateChoices, stateOf } from '../../ui/us-states.ts';
import { type AgencyValues, agencyLabels, countiesOf, kindChoices } from './agency-form.ts';

/** What an account says of its agency. Its county decides who stands on its Client Data Sharing sheet by itself. */
export function AgencyFields({ form }: { form: UseFormReturnType<AgencyValues> }) {
  const { values } = form;
  const counties = countiesIn(stateOf(values.state)?.fips ?? 'none');
  const county = form.getInputProps('countyFips');
  const further = countiesOf(values.countyFipsList);
  const elsewhere = further.filter((fips) => !counties.some(({ value }) => value === fips));
  const changeState = (state: string) => {
    const zone = stateOf(values.state)?.zone;
    form.setValues({
      state,
      countyFips: '',
      ...((values.timeZone === '' || values.timeZone === zone) && { timeZone: stateOf(state)?.zone ?? '' }),
    });
  };
  return (
    <>
      <fieldset>
        <legend>Agency</legend>
        <div className="form-grid">
          <TextInput
            size="sm"
            className="field-wide"
            label={agencyLabels.name}
            maxLength={200}
            autoComplete="off"
            {...form.getInputProps('name')}
          />
          <Choice
            size="sm"
            className="field-short"
            label={agencyLabels.kind}
            choices={kindChoices(values.kind)}
            {...form.getInputProps('kind')}
          />
          <TextInput
            size="sm"
            label={agencyLabels.nerisId}
            maxLength={40}
            placeholder="Optional"
            {...form.getInputProps('nerisId')}
          />
          <TextInput
            size="sm"
            label={agencyLabels.fdid}
            maxLength={40}
            placeholder="Optional"
            {...form.getInputProps('fdid')}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>Where</legend>
        <div className="form-grid">
          <Choice
            size="sm"
            label={agencyLabels.state}
            choices={stateChoices}
            empty="Choose"
            {...form.getInputProps('state')}
            onChange={(event) => changeState(event.currentTarget.value)}
          />
          <Select
            size="sm"
            label={agencyLabels.countyFips}
            searchable
            allowDeselect={false}
            limit={60}
            placeholder={values.state ? 'Type its name' : 'Choose the state first'}
            nothingFoundMessage="No such county"
            data={counties}
            value={values.countyFips || null}
            error={county.error}
            onChange={(fips) => form.setFieldValue('countyFips', fips ?? '')}
          />
          <MultiSelect
            size="sm"
            className="field-full"
            label={agencyLabels.countyFipsList}
            description="Agencies of one county stand on each other's Client Data Sharing sheet by themselves."
            searchable
            limit={60}
            placeholder={further.length > 0 ? '' : 'None'}
            nothingFoundMessage="No such county"
            data={[...elsewhere.map((value) => ({ value, label: countyText(value) })), ...counties].filter(
              ({ value }) => value !== values.countyFips,
            )}
            value={further}
            error={form.getInputProps('countyFipsList').error}
            onChange={(list) => form.setFieldValue('countyFipsList', list.join(','))}
          />
          <TimeZoneField
            label={agencyLabels.timeZone}
            value={values.timeZone}
            error={form.getInputProps('timeZone').error}
            onChange={(zone) => form.setFieldValue('timeZone', zone)}
          />
          {values.color && (
            <TextInput
              size="sm"
              type="color"
              className="field-short"
              label={agencyLabels.color}
              description="Marks its records everywhere"
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              {...form.getInputProps('color')}
            />
          )}
        </div>
      </fieldset>
    </>
  );
}
