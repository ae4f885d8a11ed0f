/** The words of Community Connect profiles that screens read too. */
export const profileTypes = ['residence', 'business'] as const;

/** Categories of need, in place of diagnoses. */
export const needCategories = [
  'mobility',
  'cannotUseStairs',
  'bedridden',
  'oxygen',
  'powerDependent',
  'hearing',
  'vision',
  'speech',
  'memory',
  'serviceAnimal',
  'other',
] as const;

export const profileSections = ['occupants', 'entry', 'contacts', 'pets', 'utilities', 'hazards'] as const;
export type ProfileSection = (typeof profileSections)[number];
/** The section that each sensitive field belongs to: with it, the field is shared or for the home agency only. */
export const sensitiveFields = {
  needs: 'occupants',
  needsNotes: 'occupants',
  gateCode: 'entry',
  lockCode: 'entry',
  alarmCode: 'entry',
  contactPhones: 'contacts',
} as const satisfies Readonly<Record<string, ProfileSection>>;
export type SensitiveField = keyof typeof sensitiveFields;
export const sensitiveNames = Object.keys(sensitiveFields) as SensitiveField[];
