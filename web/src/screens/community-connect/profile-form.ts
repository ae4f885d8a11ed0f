import { type ProfileSection, profileSections } from '@standpipe/contract/community-connect-types';
import type { CommunityProfile } from '../../api/messages.ts';
import {
  counts,
  type FieldName,
  fieldWords,
  flags,
  sectionFields,
  sectionWords,
  sensitiveWords,
} from './profile-words.ts';

/** A profile as it is typed: every field a text; a section's field is named "section_field". */
export type ProfileValues = Record<string, string>;

const fieldsOf = (section: ProfileSection): readonly FieldName[] =>
  section === 'contacts' ? [] : sectionFields[section];
const names = profileSections.flatMap((section) => fieldsOf(section).map((field) => `${section}_${field}`));

export const profileLabels: Record<string, string> = {
  type: 'Type',
  name: 'Name',
  confirmedOn: 'Last confirmed',
  ...Object.fromEntries(
    names.map((name) => [name, fieldWords[name.slice(name.indexOf('_') + 1) as FieldName]]),
  ),
  ...sectionWords,
  contacts: 'Contacts',
  ...sensitiveWords,
  homeOnly: 'For your agency only',
  notes: 'Internal notes',
};

/** "Name, relation" a line. */
const contactsText = (contacts: CommunityProfile['contacts']) =>
  (contacts ?? []).map(({ name, relation }) => (relation ? `${name}, ${relation}` : name)).join('\n');
const linesOf = (typed: string) =>
  typed
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);

/** "Name: number" a line. */
const phonesText = (phones: NonNullable<CommunityProfile['sensitive']>['contactPhones']) =>
  (phones ?? []).map(({ name, phone }) => `${name}: ${phone}`).join('\n');

export function profileValues(profile: CommunityProfile | null): ProfileValues {
  const sections = names.map((name) => {
    const [section, field] = name.split('_') as [ProfileSection, string];
    const value = (profile?.[section] as Record<string, unknown> | null | undefined)?.[field];
    return [name, value === null || value === undefined ? '' : String(value)];
  });
  const sensitive = profile?.sensitive ?? {};
  return {
    type: profile?.type ?? 'residence',
    name: profile?.name ?? '',
    confirmedOn: profile?.confirmedOn ?? '',
    ...Object.fromEntries(sections),
    contacts: contactsText(profile?.contacts),
    needs: (sensitive.needs ?? []).join(','),
    needsNotes: sensitive.needsNotes ?? '',
    gateCode: sensitive.gateCode ?? '',
    lockCode: sensitive.lockCode ?? '',
    alarmCode: sensitive.alarmCode ?? '',
    contactPhones: phonesText(sensitive.contactPhones),
    homeOnly: (profile?.homeOnly ?? []).join(','),
    notes: profile?.notes ?? '',
  };
}

const orNull = (typed: string | undefined) => typed?.trim() || null;
const read = (field: string, typed: string | undefined) => {
  const text = orNull(typed);
  if (text === null) return null;
  return counts.includes(field) ? Number(text) : flags.includes(field) ? text === 'true' : text;
};

/** What is typed as the API takes it. @param withSensitive false: who edits may not read them, so they stay as they are */
export function profileBody(values: ProfileValues, withSensitive: boolean): Record<string, unknown> {
  const sections = profileSections
    .filter((section) => section !== 'contacts')
    .map((section) => [
      section,
      Object.fromEntries(
        fieldsOf(section).map((field) => [field, read(field, values[`${section}_${field}`])]),
      ),
    ]);
  const contacts = linesOf(values.contacts ?? '').map((each) => {
    const [name = '', ...relation] = each.split(',');
    return { name: name.trim(), ...(relation.length > 0 && { relation: relation.join(',').trim() }) };
  });
  const contactPhones = linesOf(values.contactPhones ?? '').map((each) => {
    const at = each.lastIndexOf(':');
    return { name: each.slice(0, at).trim(), phone: each.slice(at + 1).trim() };
  });
  return {
    type: values.type,
    name: orNull(values.name),
    confirmedOn: orNull(values.confirmedOn),
    ...Object.fromEntries(sections),
    contacts: contacts.length > 0 ? contacts : null,
    ...(withSensitive && {
      sensitive: {
        needs: values.needs ? values.needs.split(',') : null,
        needsNotes: orNull(values.needsNotes),
        gateCode: orNull(values.gateCode),
        lockCode: orNull(values.lockCode),
        alarmCode: orNull(values.alarmCode),
        contactPhones: contactPhones.length > 0 ? contactPhones : null,
      },
    }),
    homeOnly: values.homeOnly ? values.homeOnly.split(',') : [],
    notes: orNull(values.notes),
  };
}

const wholeFault = (typed: string) =>
  typed.trim() === '' || /^\d{1,5}$/.test(typed.trim()) ? null : 'Enter a whole number.';

export const profileChecks = {
  ...Object.fromEntries(
    names
      .filter((name) => counts.includes(name.slice(name.indexOf('_') + 1)))
      .map((name) => [name, wholeFault]),
  ),
  contactPhones: (typed: string) =>
    linesOf(typed).every((each) => /^[^:]+:\s*\S/.test(each)) ? null : 'Write each as Name: number.',
};
