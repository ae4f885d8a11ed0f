import type { AgencySettings } from '../../api/messages.ts';

export const settingsLabels = {
  color: 'Color',
  timeZone: 'Time zone',
  contactName: 'Contact',
  contactPhone: 'Phone',
  contactEmail: 'E-mail',
  partnerPrePlanEdits: 'Partners’ edits of your pre-plans',
} as const;

export type SettingsValues = Record<keyof typeof settingsLabels, string>;

export const settingsValues = ({
  color,
  timeZone,
  contact,
  partnerPrePlanEdits,
}: AgencySettings): SettingsValues => ({
  color,
  timeZone,
  contactName: contact.name ?? '',
  contactPhone: contact.phone ?? '',
  contactEmail: contact.email ?? '',
  partnerPrePlanEdits,
});

/** What becomes of a partner's edit. */
export const editChoices = [
  { value: 'publish', label: 'Publish at once; your users are notified' },
  { value: 'suggest', label: 'Wait as suggestions until you accept them' },
];

const orNull = (text: string) => text.trim() || null;

export const settingsBody = ({
  color,
  timeZone,
  contactName,
  contactPhone,
  contactEmail,
  partnerPrePlanEdits,
}: SettingsValues) => ({
  partnerPrePlanEdits,
  color: color.trim().toLowerCase(),
  timeZone,
  contact: { name: orNull(contactName), phone: orNull(contactPhone), email: orNull(contactEmail) },
});

export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text.trim());

export const settingsChecks = {
  color: (color: string) => (isColor(color) ? null : 'Enter a color like #2f6f9f.'),
  contactEmail: (email: string) =>
    email.trim() === '' || /^\S+@\S+\.\S+$/.test(email.trim())
      ? null
      : 'Enter an e-mail address, like desk@example.org.',
};
