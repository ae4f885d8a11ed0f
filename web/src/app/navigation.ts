import type { Me } from '../api/messages.ts';
import { readNeeds } from '../kinds/entry.ts';
import { kinds } from '../kinds/kinds.ts';
import type { IconName } from '../ui/icon.tsx';

export type Group = 'Work' | 'Admin' | 'Operator';

/** A screen that stands in the sidebar; the same line guards its address and all below it. */
export interface NavigationItem {
  readonly label: string;
  readonly to: string;
  readonly icon: IconName;
  readonly group: Group;
  /** What one of has to be held; for users of an agency only. */
  readonly permission?: string | readonly string[];
  readonly feature?: keyof Me['features'];
  /** For the platform operator only. */
  readonly operator?: true;
  /** About the own agency alone, and so not there while one reads as a partner; all of Admin and Operator is. */
  readonly ours?: true;
  /** The letter after `g` that leads there. */
  readonly jump?: string;
}

/** The lists of records, one for each kind. */
const records = Object.values(kinds).map(
  (kind): NavigationItem => ({
    label: kind.many,
    to: `/${kind.noun}`,
    icon: kind.icon,
    group: 'Work',
    permission: readNeeds(kind),
    ...(kind.jump && { jump: kind.jump }),
  }),
);

/** In the order of the sidebar. A screen is named here once it exists. */
export const navigation: readonly NavigationItem[] = [
  { label: 'Home', to: '/', icon: 'home', group: 'Work', jump: 'h' },
  {
    label: 'Map',
    to: '/map',
    icon: 'map',
    group: 'Work',
    permission: 'Addresses - Read',
    jump: 'm',
  },
  ...records,
  {
    label: 'Messages',
    to: '/messages',
    icon: 'mail',
    group: 'Work',
    permission: 'Messaging - Use',
    ours: true,
  },
  {
    label: 'Sharing',
    to: '/sharing',
    icon: 'share',
    group: 'Work',
    permission: ['Admin - Client Data Sharing', 'Admin - User Data Sharing', 'Admin - Audit'],
    ours: true,
    jump: 's',
  },
  {
    label: 'Client Data Sharing',
    to: '/admin/client-data-sharing',
    icon: 'agency',
    group: 'Admin',
    permission: 'Admin - Client Data Sharing',
    feature: 'clientDataSharing',
    jump: 'c',
  },
  {
    label: 'User Data Sharing',
    to: '/admin/user-data-sharing',
    icon: 'transfer',
    group: 'Admin',
    permission: 'Admin - User Data Sharing',
    feature: 'userDataSharing',
    jump: 'u',
  },
  {
    label: 'Hidden records',
    to: '/admin/dark-records',
    icon: 'eyeShut',
    group: 'Admin',
    permission: 'Admin - User Data Sharing',
  },
  { label: 'Users', to: '/admin/users', icon: 'users', group: 'Admin', permission: 'Admin - Users' },
  { label: 'Roles', to: '/admin/roles', icon: 'key', group: 'Admin', permission: 'Admin - Users' },
  { label: 'Change log', to: '/admin/audit', icon: 'log', group: 'Admin', permission: 'Admin - Audit' },
  {
    label: 'Settings',
    to: '/admin/settings',
    icon: 'settings',
    group: 'Admin',
    permission: 'Admin - Settings',
  },
  {
    label: 'Import and export',
    to: '/admin/imports',
    icon: 'upload',
    group: 'Admin',
    permission: ['Addresses - Create', 'FD Permits - Create', 'Fire Inspections - Create'],
  },
  {
    label: 'Agencies',
    to: '/operator/agencies',
    icon: 'agency',
    group: 'Operator',
    operator: true,
    jump: 'a',
  },
  { label: 'Links', to: '/operator/links', icon: 'link', group: 'Operator', operator: true },
  {
    label: 'Import departments',
    to: '/operator/registry',
    icon: 'upload',
    group: 'Operator',
    operator: true,
  },
  { label: 'Health', to: '/operator/health', icon: 'health', group: 'Operator', operator: true },
];

export const featureNames: Record<keyof Me['features'], string> = {
  clientDataSharing: 'Client Data Sharing',
  userDataSharing: 'User Data Sharing',
};

const permissionsOf = ({ permission }: NavigationItem): readonly string[] =>
  permission === undefined ? [] : typeof permission === 'string' ? [permission] : permission;

/** Why somebody may not use an item, or null when they may. */
export type Refusal = 'operator' | 'agency' | 'permission' | 'feature';

/** Who may use what, from what the server says of whoever is signed in; the server decides all the same. */
export function refusalOf(item: NavigationItem, me: Me): Refusal | null {
  if (item.operator) return me.operator ? null : 'operator';
  const needed = permissionsOf(item);
  if (!me.agency) return needed.length > 0 || item.feature ? 'agency' : item.to === '/' ? 'agency' : null;
  if (needed.length > 0 && !needed.some((each) => me.permissions.includes(each))) return 'permission';
  if (item.feature && !me.features[item.feature]) return 'feature';
  return null;
}

/** The permissions of an item, as one reads them: "Admin - Users or Admin - Settings". */
export const neededText = (item: NavigationItem): string => permissionsOf(item).join(' or ');

/** Is it about the own agency, whoever's eyes one reads records with? */
export const isOurs = ({ group, ours }: NavigationItem): boolean => ours === true || group !== 'Work';

/** What of the navigation somebody may use; `asPartner` leaves out what a partner's user would not have. */
export const itemsFor = (me: Me, asPartner = false): readonly NavigationItem[] =>
  navigation.filter((item) => refusalOf(item, me) === null && !(asPartner && isOurs(item)));

/** The item that an address belongs to. */
export const itemAt = (pathname: string): NavigationItem | null =>
  navigation
    .filter(({ to }) => to === pathname || (to !== '/' && pathname.startsWith(`${to}/`)))
    .sort((a, b) => b.to.length - a.to.length)[0] ?? null;
