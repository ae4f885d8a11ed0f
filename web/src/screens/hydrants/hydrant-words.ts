import type { HydrantType } from '@standpipe/contract/hydrant-types';
import { hydrantTypes } from '@standpipe/contract/hydrant-types';

/** What a hydrant's fields are called. */
export const hydrantLabels = {
  number: 'Number',
  castNumber: 'Number cast on the body',
  facilityId: 'Facility ID',
  location: 'Coordinates',
  addressLine: 'Address',
  findIt: 'How to find it',
  type: 'Type',
  mainSizeIn: 'Main size',
  deadEndMain: 'Dead-end main',
  privateMain: 'Private main',
  sharesSprinklerSupply: 'Shares the sprinkler supply',
  pressureZone: 'Pressure zone',
  usableInWinter: 'Usable in winter',
  liftFt: 'Lift',
  volumeGal: 'Volume',
  turnaround: 'Room to turn around',
  outlets: 'Outlets',
  ratedFlowGpm: 'Rated flow',
  paintedColor: 'Painted color',
  notes: 'Internal notes',
} as const;

/** The same with what is not changed in the form. */
export const versionLabels = {
  ...hydrantLabels,
  status: 'Status',
  statusReason: 'Reason',
  statusSince: 'Since',
  expectedReturnOn: 'Expected back',
  ratedOn: 'Rated by the test of',
  withheld: 'Withheld',
};

export const typeWords: Readonly<Record<HydrantType, string>> = {
  dryBarrel: 'Dry barrel',
  wetBarrel: 'Wet barrel',
  flush: 'Flush (below ground)',
  wall: 'Wall hydrant',
  standpipePost: 'Standpipe post',
  dryHydrant: 'Dry hydrant',
  cistern: 'Cistern',
  pond: 'Pond',
  tank: 'Tank',
  riverAccess: 'River access',
};
export const typeChoices = hydrantTypes.map((value) => ({ value, label: typeWords[value] }));
export const typeWord = (type: string): string => typeWords[type as HydrantType] ?? type;

export const threadWords: Readonly<Record<string, string>> = {
  nst: 'NST',
  storz: 'Storz',
  local: 'Local thread',
};
export const nozzleWords: Readonly<Record<string, string>> = {
  smooth: 'Smooth, rounded',
  square: 'Square, sharp',
  projecting: 'Square, projecting into the barrel',
};

/** Yes, no, or not recorded, as a choice. */
export const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

export const paintedColors = [
  'Red',
  'Yellow',
  'White',
  'Silver',
  'Blue',
  'Green',
  'Orange',
  'Black',
  'Violet',
];

export const withholding =
  'No partner sees this hydrant, regardless of your sharing settings. Only your agency does.';
