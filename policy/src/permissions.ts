/**
 * What a user's roles may hold. A user's rights are the lesser of a grant and their own permission.
 * Source: rules.md, *The viewer's own side*.
 */
const kinds = [
  'FD Permits',
  'Fire Inspections',
  'Pre-Plans',
  'Hydrants',
  'Addresses',
  'Community Connect',
] as const;
const verbs = ['Read', 'Create', 'Edit', 'Delete'] as const;

export type RecordPermission = `${(typeof kinds)[number]} - ${(typeof verbs)[number]}`;
export type AdminPermission =
  | 'Admin - Client Data Sharing'
  | 'Admin - User Data Sharing'
  | 'Admin - Users'
  | 'Admin - Settings'
  | 'Admin - Audit';
export type Permission =
  | RecordPermission
  | AdminPermission
  | 'Pre-Plans - Publish'
  | 'Community Connect - Reveal'
  | 'Device Locations - Read'
  | 'Units - Manage'
  | 'Incident Commands - Read'
  | 'Incident Commands - Create'
  | 'Incident Commands - Update'
  | 'Messaging - Use';

/** Every permission there is, in the order in which a form lists them. */
export const permissions: readonly Permission[] = [
  ...kinds.flatMap((kind) => verbs.map((verb) => `${kind} - ${verb}` as const)),
  'Pre-Plans - Publish',
  'Community Connect - Reveal',
  'Device Locations - Read',
  'Units - Manage',
  'Incident Commands - Read',
  'Incident Commands - Create',
  'Incident Commands - Update',
  'Messaging - Use',
  'Admin - Client Data Sharing',
  'Admin - User Data Sharing',
  'Admin - Users',
  'Admin - Settings',
  'Admin - Audit',
];

/** What a user holds of whom every permission is assumed. */
export const everyPermission: ReadonlySet<Permission> = new Set(permissions);

const reads = permissions.filter((each) => each.endsWith(' - Read'));
const all = (kind: (typeof kinds)[number]): Permission[] => verbs.map((verb) => `${kind} - ${verb}` as const);

/** The roles every agency starts with, and what each holds. An agency may change them and add its own. */
export const builtInRoles: Readonly<Record<string, readonly Permission[]>> = {
  Administrator: permissions,
  Officer: [
    ...reads,
    'Pre-Plans - Create',
    'Pre-Plans - Edit',
    'Pre-Plans - Publish',
    'Hydrants - Create',
    'Hydrants - Edit',
    'Addresses - Create',
    'Addresses - Edit',
    'Community Connect - Reveal',
    'Units - Manage',
    'Incident Commands - Create',
    'Incident Commands - Update',
    'Messaging - Use',
  ],
  Firefighter: [
    ...reads,
    'Pre-Plans - Edit',
    'Hydrants - Edit',
    'Incident Commands - Update',
    'Messaging - Use',
  ],
  'Fire Inspector': [
    'Addresses - Read',
    'Addresses - Create',
    'Addresses - Edit',
    ...all('Fire Inspections'),
    'FD Permits - Read',
    'Pre-Plans - Read',
    'Hydrants - Read',
  ],
  'Permit Technician': [
    'Addresses - Read',
    'Addresses - Create',
    'Addresses - Edit',
    ...all('FD Permits'),
    'Fire Inspections - Read',
  ],
  Viewer: reads,
};
