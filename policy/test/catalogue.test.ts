import { describe, expect, test } from 'vitest';
import {
  catalogue,
  conflicts,
  covers,
  grantText,
  joined,
  type Level,
  type Levels,
  levelName,
  type Module,
  moduleEntry,
  modulesOf,
  permissions,
  sheets,
  waitsFor,
} from '../src/index.ts';

/** rules.md *Modules and levels*, as it is written there. */
const sheetTable = {
  client: [
    ['Pre-Plans', 'None · View Only · Can Make Changes'],
    ['Hydrants', 'None · View Only · Can Make Changes'],
    ['Community Connect', 'None · View Only'],
    ['Address', 'None · View Only'],
    ['Device Locations', 'None · View Only'],
    ['Command', 'None · View Only · Command Transfer'],
    ['Messaging', 'None · Send and Receive'],
  ],
  user: [
    ['Inspections', 'None · View Only'],
    ['Address Share Module', 'None · Fire Inspection · Permit · Fire Inspection/Permit'],
    ['Permit', 'None · View Only'],
  ],
} as const;

const levelsOf = (module: Module): Level[] => moduleEntry(module).levels.map(({ level }) => level);
const modules = catalogue.map(({ module }) => module);

test.each(['client', 'user'] as const)(
  'the %s sheet has the modules and levels of the sources, in their order',
  (sheet) => {
    const columns = modulesOf(sheet).map(({ name, levels }) => [
      name,
      levels.map((each) => each.name).join(' · '),
    ]);
    expect(columns).toEqual(sheetTable[sheet]);
  },
);

test('every module stands in one sheet, once', () => {
  expect(new Set(modules).size).toBe(10);
  expect(modulesOf('client').length + modulesOf('user').length).toBe(10);
});

describe.each(modules.map((module) => ({ module })))('$module', ({ module }) => {
  const levels = levelsOf(module);

  test('starts at None, which gives nothing above it and is what an absent level means', () => {
    expect(levels[0]).toBe('none');
    for (const level of levels) expect(covers(module, 'none', level)).toBe(level === 'none');
    for (const level of levels) expect(covers(module, undefined, level)).toBe(level === 'none');
  });

  test('levels include each other without circles: each itself, and what its own includes include', () => {
    for (const a of levels) {
      expect(covers(module, a, a)).toBe(true);
      for (const b of levels) {
        if (a !== b && covers(module, a, b)) expect(covers(module, b, a)).toBe(false);
        for (const c of levels)
          if (covers(module, a, b) && covers(module, b, c)) expect(covers(module, a, c)).toBe(true);
      }
    }
  });

  test('each level includes the one before it, except where the levels are a set', () => {
    const chain = levels.every((level, at) => at === 0 || covers(module, level, levels[at - 1]!));
    expect(chain).toBe(module !== 'addressShareModule');
  });

  test('a level of another module gives nothing', () => {
    const foreign = modules.flatMap(levelsOf).filter((level) => !levels.includes(level));
    for (const level of foreign)
      for (const wanted of levels) expect(covers(module, level, wanted)).toBe(false);
  });

  test('two rows join to the least level that gives what both give', () => {
    for (const a of levels)
      for (const b of levels) {
        const both = joined({ [module]: a }, { [module]: b })[module]!;
        expect(joined({ [module]: b }, { [module]: a })[module]).toBe(both);
        const enough = levels.filter((each) => covers(module, each, a) && covers(module, each, b));
        expect(enough).toContain(both);
        for (const each of enough) expect(covers(module, each, both)).toBe(true);
      }
  });
});

test('the Address Share Module is a set: fire inspection, permit, both', () => {
  expect(covers('addressShareModule', 'permit', 'fireInspection')).toBe(false);
  expect(covers('addressShareModule', 'fireInspection', 'permit')).toBe(false);
  expect(
    joined({ addressShareModule: 'permit' }, { addressShareModule: 'fireInspection' }).addressShareModule,
  ).toBe('fireInspectionAndPermit');
});

test('joining two sheets keeps what each alone gives', () => {
  const both = joined({ prePlans: 'edit', address: 'view' }, { permits: 'view' });
  expect(both).toMatchObject({ prePlans: 'edit', address: 'view', permits: 'view', hydrants: 'none' });
});

describe('the save rule', () => {
  const every = (first: Module, second: Module): Levels[] =>
    levelsOf(first).flatMap((a) => levelsOf(second).map((b) => ({ [first]: a, [second]: b })));

  test('Pre-Plans above None needs Address = View Only, however it came to be', () => {
    for (const levels of every('prePlans', 'address'))
      expect(conflicts(levels)).toEqual(
        levels.prePlans !== 'none' && levels.address !== 'view'
          ? [{ module: 'prePlans', needs: 'address', level: 'view' }]
          : [],
      );
    expect(conflicts({ prePlans: 'view' })).toHaveLength(1);
    expect(conflicts({ prePlans: 'edit', addressShareModule: 'fireInspectionAndPermit' })).toHaveLength(1);
  });

  test('no other two modules need each other', () => {
    for (const first of modules)
      for (const second of modules)
        if (first !== second)
          for (const levels of every(first, second))
            if ((levels.prePlans ?? 'none') === 'none') expect(conflicts(levels)).toEqual([]);
    expect(conflicts({})).toEqual([]);
  });
});

test('what lets a partner change things is Can Make Changes and Command Transfer', () => {
  const marked = catalogue.flatMap(({ levels }) =>
    levels.filter((each) => each.letsChange).map(({ name }) => name),
  );
  expect(marked).toEqual(['Can Make Changes', 'Can Make Changes', 'Command Transfer']);
});

test('each sheet is set with its own permission; Permit and Address Share Module also with FD Permits - Read', () => {
  expect(sheets.client).toEqual({ name: 'Client Data Sharing', toSet: 'Admin - Client Data Sharing' });
  expect(sheets.user).toEqual({ name: 'User Data Sharing', toSet: 'Admin - User Data Sharing' });
  const also = catalogue.filter(({ toSet }) => toSet).map(({ module, toSet }) => [module, toSet]);
  expect(also).toEqual([
    ['addressShareModule', 'FD Permits - Read'],
    ['permits', 'FD Permits - Read'],
  ]);
});

test('a grant reads as on its sheet, with every level that gives it', () => {
  expect(levelName('prePlans', 'edit')).toBe('Can Make Changes');
  expect(grantText('permits', 'view')).toBe('Permit = View Only');
  expect(grantText('prePlans', 'view')).toBe('Pre-Plans = View Only or Can Make Changes');
  expect(grantText('addressShareModule', 'permit')).toBe(
    'Address Share Module = Permit or Fire Inspection/Permit',
  );
});

test('the permissions are those of rules.md', () => {
  const kinds = ['FD Permits', 'Fire Inspections', 'Pre-Plans', 'Hydrants', 'Addresses', 'Community Connect'];
  const listed = kinds.flatMap((kind) =>
    ['Read', 'Create', 'Edit', 'Delete'].map((verb) => `${kind} - ${verb}`),
  );
  expect([...permissions].sort()).toEqual(
    [
      ...listed,
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
    ].sort(),
  );
});

test('a module that opens both ways waits for the side that has not set it, any other for nobody', () => {
  const levels = (module: Module) => moduleEntry(module).levels.map(({ level }) => level);
  for (const entry of catalogue)
    for (const ours of levels(entry.module))
      for (const theirs of levels(entry.module)) {
        const [we, they] = [ours !== 'none', theirs !== 'none'];
        const expected = entry.module === 'messaging' && we !== they ? (we ? 'partner' : 'us') : null;
        expect(waitsFor(entry, ours, theirs), `${entry.module} ${ours} ${theirs}`).toBe(expected);
      }
});
