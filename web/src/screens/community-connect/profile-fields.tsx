import { Checkbox, Group, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import {
  needCategories,
  type ProfileSection,
  profileSections,
} from '@standpipe/contract/community-connect-types';
import { Choice, DayInput } from '../../ui/form-fields.tsx';
import { type ProfileValues, profileLabels } from './profile-form.ts';
import { counts, days, flags, needWords, sectionFields, sectionWords, typeChoices } from './profile-words.ts';

const yesNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** The fields of a profile. @param sensitive whether the person may write the sensitive ones */
export function ProfileFields({
  form,
  sensitive,
}: {
  form: UseFormReturnType<ProfileValues>;
  sensitive: boolean;
}) {
  const input = (name: string) => ({
    size: 'sm' as const,
    label: profileLabels[name] ?? name,
    autoComplete: 'off',
    value: form.values[name] ?? '',
    error: form.errors[name],
    onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
  });
  const set = (name: string, value: string) => {
    form.clearFieldError(name);
    form.setValues({ ...form.values, [name]: value });
  };
  const chosen = (name: string) => (form.values[name] ?? '').split(',').filter(Boolean);
  const boxes = (name: string, options: readonly (readonly [string, string])[]) => (
    <Checkbox.Group value={chosen(name)} onChange={(next) => set(name, next.join(','))}>
      <Group gap="md" mt="xs" mb="md">
        {options.map(([value, label]) => (
          <Checkbox key={value} value={value} label={label} />
        ))}
      </Group>
    </Checkbox.Group>
  );
  const field = (section: ProfileSection, name: string) => {
    const props = { key: name, ...input(`${section}_${name}`) };
    if (flags.includes(name))
      return <Choice {...props} key={name} className="field-short" empty="Unknown" choices={yesNo} />;
    if (days.includes(name)) return <DayInput {...props} key={name} />;
    if (counts.includes(name))
      return <TextInput {...props} key={name} className="field-short" inputMode="numeric" maxLength={5} />;
    return <TextInput {...props} key={name} className="field-full" maxLength={200} />;
  };
  return (
    <div className="form-parts">
      <fieldset>
        <legend>Profile</legend>
        <div className="form-grid">
          <Choice {...input('type')} className="field-short" choices={typeChoices} />
          <TextInput
            {...input('name')}
            className="field-wide"
            maxLength={200}
            placeholder="Okafor household"
          />
          <DayInput {...input('confirmedOn')} />
        </div>
      </fieldset>
      {sensitive && (
        <fieldset>
          <legend>Needs and codes</legend>
          <p className="record-note">
            Encrypted. Partners see them only after they give a reason, and you are notified.
          </p>
          {boxes(
            'needs',
            needCategories.map((each) => [each, needWords[each]] as const),
          )}
          <div className="form-grid">
            <Textarea {...input('needsNotes')} className="field-full" maxLength={1000} autosize minRows={2} />
            <TextInput {...input('gateCode')} className="field-short" maxLength={60} />
            <TextInput {...input('lockCode')} className="field-short" maxLength={60} />
            <TextInput {...input('alarmCode')} className="field-short" maxLength={60} />
            <Textarea
              {...input('contactPhones')}
              className="field-full"
              autosize
              minRows={2}
              description="One a line, as Name: number."
            />
          </div>
        </fieldset>
      )}
      {profileSections.map((section) => (
        <fieldset key={section}>
          <legend>{sectionWords[section]}</legend>
          {section === 'contacts' ? (
            <Textarea
              {...input('contacts')}
              autosize
              minRows={2}
              description="One a line, as Name, relation. Phone numbers belong under Needs and codes."
            />
          ) : (
            <div className="form-grid">{sectionFields[section].map((name) => field(section, name))}</div>
          )}
        </fieldset>
      ))}
      <fieldset>
        <legend>For your agency only</legend>
        <p className="record-note">Partners do not see the sections you choose here.</p>
        {boxes(
          'homeOnly',
          profileSections.map((each) => [each, sectionWords[each]] as const),
        )}
        <Textarea
          {...input('notes')}
          mt="md"
          maxLength={4000}
          autosize
          minRows={3}
          description="Partners never see these notes."
        />
      </fieldset>
    </div>
  );
}
