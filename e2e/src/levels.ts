/** The level names of both sheets, in their order, as the contract spells them. */
export const clientLevelNames = {
  prePlans: ['none', 'view', 'edit'],
  hydrants: ['none', 'view', 'edit'],
  communityConnect: ['none', 'view'],
  address: ['none', 'view'],
  deviceLocations: ['none', 'view'],
  command: ['none', 'view', 'transfer'],
  messaging: ['none', 'exchange'],
} as const;

export const userLevelNames = {
  inspections: ['none', 'view'],
  addressShareModule: ['none', 'fireInspection', 'permit', 'fireInspectionAndPermit'],
  permits: ['none', 'view'],
} as const;

export type ClientModule = keyof typeof clientLevelNames;

export type ClientLevels = { [M in ClientModule]: (typeof clientLevelNames)[M][number] };
export type UserLevels = { [M in keyof typeof userLevelNames]: (typeof userLevelNames)[M][number] };
export type AddressShare = UserLevels['addressShareModule'];

export const noClientLevels: ClientLevels = {
  prePlans: 'none',
  hydrants: 'none',
  communityConnect: 'none',
  address: 'none',
  deviceLocations: 'none',
  command: 'none',
  messaging: 'none',
};

export const noUserLevels: UserLevels = { inspections: 'none', addressShareModule: 'none', permits: 'none' };

const FULL = ['Read', 'Create', 'Edit', 'Delete'];

function spell(prefix: string, rights: string[]): string[] {
  return rights.map((right) => `${prefix} - ${right}`);
}

/** Every permission name of the rules page. */
export const allPermissions: string[] = [
  ...spell('FD Permits', FULL),
  ...spell('Fire Inspections', FULL),
  ...spell('Pre-Plans', [...FULL, 'Publish']),
  ...spell('Hydrants', FULL),
  ...spell('Addresses', FULL),
  ...spell('Community Connect', [...FULL, 'Reveal']),
  'Device Locations - Read',
  'Units - Manage',
  ...spell('Incident Commands', ['Read', 'Create', 'Update']),
  'Messaging - Use',
  ...spell('Admin', ['Client Data Sharing', 'User Data Sharing', 'Users', 'Settings', 'Audit']),
];
