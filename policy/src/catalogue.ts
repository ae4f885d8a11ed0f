/**
 * The one catalogue of what can be shared: modules, their levels, and what a level needs before it can be saved.
 * Saving, deciding, listing, explaining, documenting and the form all read these entries.
 * Source: rules.md, *Modules and levels*.
 */

import type { Permission } from './permissions.ts';

/** The screen, and the account feature, on which a level is set. */
export type Sheet = 'client' | 'user';

/** Each sheet's name, and the permission that its levels are set with. */
export const sheets: Readonly<Record<Sheet, { readonly name: string; readonly toSet: Permission }>> = {
  client: { name: 'Client Data Sharing', toSet: 'Admin - Client Data Sharing' },
  user: { name: 'User Data Sharing', toSet: 'Admin - User Data Sharing' },
};

export type ClientModule =
  | 'prePlans'
  | 'hydrants'
  | 'communityConnect'
  | 'address'
  | 'deviceLocations'
  | 'command'
  | 'messaging';
export type UserModule = 'inspections' | 'addressShareModule' | 'permits';
export type Module = ClientModule | UserModule;

export type Level =
  | 'none'
  | 'view'
  | 'edit'
  | 'transfer'
  | 'exchange'
  | 'fireInspection'
  | 'permit'
  | 'fireInspectionAndPermit';

/** One level of a module: its key, the name people see, and the other levels it includes. */
export interface LevelEntry {
  readonly level: Level;
  readonly name: string;
  /** Levels that holding this one also gives, itself left out. */
  readonly includes: readonly Level[];
  /** True when it lets the partner's users change something of the grantor's. */
  readonly letsChange?: true;
}

export interface ModuleEntry {
  readonly module: Module;
  readonly name: string;
  readonly sheet: Sheet;
  readonly levels: readonly LevelEntry[];
  /** Above None, this module can only be saved while another module is at a given level. */
  readonly requires?: { readonly module: Module; readonly level: Level };
  /** Opens only once both sides have set it for each other (source: "bidirectional"). */
  readonly bothWays?: true;
  /** What changing this module needs beside the sheet's own permission. */
  readonly toSet?: Permission;
}

const none: LevelEntry = { level: 'none', name: 'None', includes: [] };
const view: LevelEntry = { level: 'view', name: 'View Only', includes: ['none'] };
const edit: LevelEntry = {
  level: 'edit',
  name: 'Can Make Changes',
  includes: ['none', 'view'],
  letsChange: true,
};

export const catalogue: readonly ModuleEntry[] = [
  {
    module: 'prePlans',
    name: 'Pre-Plans',
    sheet: 'client',
    levels: [none, view, edit],
    requires: { module: 'address', level: 'view' },
  },
  { module: 'hydrants', name: 'Hydrants', sheet: 'client', levels: [none, view, edit] },
  { module: 'communityConnect', name: 'Community Connect', sheet: 'client', levels: [none, view] },
  { module: 'address', name: 'Address', sheet: 'client', levels: [none, view] },
  { module: 'deviceLocations', name: 'Device Locations', sheet: 'client', levels: [none, view] },
  {
    module: 'command',
    name: 'Command',
    sheet: 'client',
    levels: [
      none,
      view,
      { level: 'transfer', name: 'Command Transfer', includes: ['none', 'view'], letsChange: true },
    ],
  },
  {
    module: 'messaging',
    name: 'Messaging',
    sheet: 'client',
    levels: [none, { level: 'exchange', name: 'Send and Receive', includes: ['none'] }],
    bothWays: true,
  },
  { module: 'inspections', name: 'Inspections', sheet: 'user', levels: [none, view] },
  {
    module: 'addressShareModule',
    name: 'Address Share Module',
    sheet: 'user',
    levels: [
      none,
      { level: 'fireInspection', name: 'Fire Inspection', includes: ['none'] },
      { level: 'permit', name: 'Permit', includes: ['none'] },
      {
        level: 'fireInspectionAndPermit',
        name: 'Fire Inspection/Permit',
        includes: ['none', 'fireInspection', 'permit'],
      },
    ],
    toSet: 'FD Permits - Read',
  },
  { module: 'permits', name: 'Permit', sheet: 'user', levels: [none, view], toSet: 'FD Permits - Read' },
];

/** What a grant row gives, module by module; an absent module is at None. */
export type Levels = { readonly [M in Module]?: Level };

const byModule = new Map(catalogue.map((entry) => [entry.module, entry]));
const given = new Map(
  catalogue.map((entry) => [
    entry.module,
    new Map(entry.levels.map((each) => [each.level, new Set<Level>([each.level, ...each.includes])])),
  ]),
);

/** The catalogue's entry of a module. */
export const moduleEntry = (module: Module): ModuleEntry => byModule.get(module)!;

/** The modules of one sheet, in the order of its columns. */
export const modulesOf = (sheet: Sheet): readonly ModuleEntry[] =>
  catalogue.filter((entry) => entry.sheet === sheet);

/** Does a stored level of a module give the wanted one? A level gives itself and what it includes. */
export const covers = (module: Module, stored: Level | undefined, wanted: Level): boolean =>
  stored === undefined ? wanted === 'none' : (given.get(module)?.get(stored)?.has(wanted) ?? false);

/** The name people see for a level of a module ("View Only"). */
export const levelName = (module: Module, level: Level): string =>
  moduleEntry(module).levels.find((each) => each.level === level)?.name ?? level;

/** Does a level let the partner's users change something of the grantor's? */
export const letsChange = (module: Module, level: Level): boolean =>
  moduleEntry(module).levels.some((each) => each.level === level && each.letsChange === true);

/** Whose setting a module that opens both ways waits for; null when nobody's: both have set it, or neither. */
export function waitsFor(entry: ModuleEntry, ours: Level, theirs: Level): 'us' | 'partner' | null {
  if (!entry.bothWays || (ours === 'none') === (theirs === 'none')) return null;
  return ours === 'none' ? 'us' : 'partner';
}

/** Two rows of one grantor to one partner as one: of each module, the least level that gives what both give. */
export function joined(a: Levels, b: Levels): Levels {
  const least = ({ module, levels }: ModuleEntry) =>
    levels.find(
      ({ level }) => covers(module, level, a[module] ?? 'none') && covers(module, level, b[module] ?? 'none'),
    )?.level ?? 'none';
  return Object.fromEntries(catalogue.map((entry) => [entry.module, least(entry)]));
}

/** A requirement that a row does not meet: `module` cannot have its level before `needs` is at `level`. */
export interface Conflict {
  readonly module: Module;
  readonly needs: Module;
  readonly level: Level;
}

/** What a sheet's row lacks before it can be saved; empty when it can be. */
export function conflicts(levels: Levels): Conflict[] {
  return catalogue.flatMap(({ module, requires }) =>
    requires &&
    (levels[module] ?? 'none') !== 'none' &&
    !covers(requires.module, levels[requires.module], requires.level)
      ? [{ module, needs: requires.module, level: requires.level }]
      : [],
  );
}
