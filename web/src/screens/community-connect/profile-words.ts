import type {
  needCategories,
  ProfileSection,
  SensitiveField,
} from '@standpipe/contract/community-connect-types';

export const typeWords: Readonly<Record<string, string>> = { residence: 'Residence', business: 'Business' };
export const typeChoices = Object.entries(typeWords).map(([value, label]) => ({ value, label }));

export const sectionWords: Readonly<Record<ProfileSection, string>> = {
  occupants: 'People',
  entry: 'Getting in',
  contacts: 'Contacts',
  pets: 'Pets',
  utilities: 'Utilities',
  hazards: 'Hazards',
};

export const sensitiveWords: Readonly<Record<SensitiveField, string>> = {
  needs: 'Needs',
  needsNotes: 'About these needs',
  gateCode: 'Gate code',
  lockCode: 'Lock code',
  alarmCode: 'Alarm code',
  contactPhones: 'Phone numbers',
};

export const needWords: Readonly<Record<(typeof needCategories)[number], string>> = {
  mobility: 'Needs help to walk',
  cannotUseStairs: 'Cannot use stairs',
  bedridden: 'Stays in bed',
  oxygen: 'Oxygen in use',
  powerDependent: 'Depends on electric power',
  hearing: 'Hard of hearing',
  vision: 'Low vision',
  speech: 'Trouble speaking',
  memory: 'Memory loss',
  serviceAnimal: 'Service animal',
  other: 'Other need',
};

/** The fields of each section, in the order people read them. */
export const fieldWords = {
  adults: 'Adults',
  children: 'Children',
  overnight: 'People overnight',
  sleepsWhere: 'Who sleeps where',
  language: 'Language',
  shifts: 'Shifts and staff',
  vacantFrom: 'Vacant from',
  vacantTo: 'Vacant until',
  entrance: 'Best entrance',
  keyBox: 'Key box',
  gate: 'Gate',
  keyHolder: 'Key holder',
  assemblyPoint: 'Assembly point',
  dogs: 'Dogs',
  cats: 'Cats',
  other: 'Other',
  where: 'Where they stay',
  gasShutoff: 'Gas shutoff',
  electricShutoff: 'Electric shutoff',
  waterShutoff: 'Water shutoff',
  solar: 'Solar panels',
  battery: 'Battery storage',
  generator: 'Generator',
  evCharger: 'EV charger',
  chemicals: 'Chemicals',
  alarmCompany: 'Alarm company',
  smokeAlarms: 'Smoke alarms work',
} as const;
export type FieldName = keyof typeof fieldWords;

export const sectionFields: Readonly<Record<Exclude<ProfileSection, 'contacts'>, readonly FieldName[]>> = {
  occupants: [
    'adults',
    'children',
    'overnight',
    'sleepsWhere',
    'language',
    'shifts',
    'vacantFrom',
    'vacantTo',
  ],
  entry: ['entrance', 'keyBox', 'gate', 'keyHolder', 'assemblyPoint'],
  pets: ['dogs', 'cats', 'other', 'where'],
  utilities: ['gasShutoff', 'electricShutoff', 'waterShutoff', 'solar', 'battery', 'generator', 'evCharger'],
  hazards: ['chemicals', 'alarmCompany', 'smokeAlarms', 'other'],
};

export const counts: readonly string[] = ['adults', 'children', 'overnight', 'dogs', 'cats'];
export const flags: readonly string[] = ['solar', 'battery', 'generator', 'evCharger', 'smokeAlarms'];
export const days: readonly string[] = ['vacantFrom', 'vacantTo'];

export const titleOf = (profile: { name?: string | null; place: { addressLine: string } }): string =>
  profile.name ?? profile.place.addressLine;

export const withholding = 'Only your agency will see this profile. Sharing settings do not apply.';
