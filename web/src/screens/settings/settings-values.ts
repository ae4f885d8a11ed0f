import type { AgencySettings } from '../../api/messages.ts';

export const settingsLabels = {
  color: 'Color',
  timeZone: 'Time zone',
  contactName: 'Contact',
  contactPhone: 'Phone',
  contactEmail: 'E-mail',
} as const;

export type SettingsValues = Record<keyof typeof settingsLabels, string>;

export const settingsValues = ({ color, timeZone, contact }: AgencySettings): SettingsValues => ({
  color,
  timeZone,
  contactName: contact.name ?? '',
  contactPhone: contact.phone ?? '',
  contactEmail: contact.email ?? '',
});

const orNull = (text: string) => text.trim() || null;

export const settingsBody = ({
  color,
  timeZone,
  contactName,
  contactPhone,
  contactEmail,
}: SettingsValues) => ({
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
