import { describe, expect, test } from 'vitest';
import {
  type Action,
  builtInRoles,
  type Kind,
  kinds,
  moduleEntry,
  permissions,
  permissionsOf,
  table,
  type Way,
} from '../src/index.ts';
import { mutantsOf } from './mutants.ts';
import { expected, verdict } from './scenario.ts';
import { allScenarios } from './scenarios/index.ts';

const rules = kinds.flatMap((kind) =>
  Object.entries(kind.actions).map(([action, rule]) => ({ kind, action: action as Action, rule })),
);
const ways = rules.flatMap(({ kind, action, rule }) =>
  Object.entries(rule.ways).map(([name, way]) => ({
    kind,
    action,
    name,
    way,
    label: `${kind.kind} ${action} ${name}`,
  })),
);
const isOurs = (kind: Kind, way: Way) =>
  way.conditions.some((each) => each.is === 'own' && each.party === kind.ownParty);
const partnerWays = ways.filter(({ kind, way }) => !isOurs(kind, way));
const labels = (some: typeof ways) => some.map(({ label }) => label);

describe('every cell is earned', () => {
  const lost = ['a condition too few', 'a way too few', 'a permission too few'];
  test.each(allScenarios.map((each) => ({ name: each.kind.name, each })))(
    '$name: without any one condition, way or permission some scenario comes out differently',
    ({ each: scenarios }) => {
      const needless = mutantsOf(scenarios.kind)
        .filter(({ mistake }) => lost.includes(mistake))
        .filter(({ action, rule }) =>
          scenarios.cases.every(
            (each) => each.action !== action || verdict(rule, scenarios, each) === expected(each),
          ),
        );
      expect(needless.map(({ action, mistake, says }) => `${action}: ${mistake}: ${says}`)).toEqual([]);
    },
  );
});

describe('the tables', () => {
  test('every grant that a rule asks for can be given, by one party of the record', () => {
    for (const { kind, way, label } of ways)
      for (const condition of way.conditions) {
        if (condition.is === 'own') expect(Object.keys(kind.parties), label).toContain(condition.party);
        if (condition.is !== 'granted') continue;
        expect(Object.keys(kind.parties), label).toContain(condition.by);
        expect(condition.by, label).not.toBe('members');
        const given = moduleEntry(condition.module).levels.map(({ level }) => level);
        expect(given.slice(1), label).toContain(condition.level);
      }
  });

  test('every permission that a rule needs exists, and whoever may act on a kind may read it', () => {
    for (const { kind, action, rule } of rules) {
      expect(permissions).toEqual(expect.arrayContaining(permissionsOf(rule)));
      expect(rule.needs, `${kind.kind} ${action}`).toEqual(
        expect.arrayContaining([...kind.actions.view!.needs]),
      );
      const bare = Object.values(rule.ways).filter(
        ({ conditions }) => rule.needs.length === 0 && !conditions.some((each) => each.is === 'holds'),
      );
      expect(bare, `${kind.kind} ${action}`).toEqual([]);
      expect(permissionsOf(rule).length).toBeGreaterThan(0);
    }
  });

  test("a way that is not the own agency's names the fields it opens, and never internal notes", () => {
    expect(
      labels(partnerWays.filter(({ way }) => !way.fields?.length || way.fields.includes('notes'))),
    ).toEqual([]);
    expect(partnerWays.length).toBeGreaterThan(10);
  });

  test("a way that is not the own agency's is closed by withholding the record", () => {
    const open = partnerWays.filter(
      ({ way }) => !way.conditions.some((each) => each.is === 'open' && each.what === 'record'),
    );
    expect(labels(open)).toEqual([]);
  });

  test('withholding a place closes everything at it, but for its owner and the creator', () => {
    const atPlace = partnerWays.filter(({ kind }) =>
      ['permit', 'inspection', 'prePlan', 'communityConnect'].includes(kind.kind),
    );
    const open = atPlace.filter(
      ({ way }) => !way.conditions.some((each) => each.is === 'open' && each.what === 'place'),
    );
    expect(labels(open)).toEqual(['permit view sharedAboutOurPlace', 'inspection view sharedAboutOurPlace']);
  });

  test('beyond viewing, a partner may edit pre-plans, hydrants, boards, divisions and the status of a note to it, assume command and reveal, and no more', () => {
    expect(labels(partnerWays.filter(({ action }) => action !== 'view'))).toEqual([
      'prePlan edit entrusted',
      'hydrant edit entrusted',
      'communityConnect reveal shared',
      'commandBoard edit transferredToUs',
      'commandBoard workDivision handed',
      'commandBoard assume entrusted',
      'note edit aboutOurPlace',
      'note edit aboutOurPrePlan',
      'note edit aboutOurHydrant',
    ]);
  });

  test('a partner edits nothing that it does not see', () => {
    for (const { kind, way } of partnerWays.filter(({ action }) => action === 'edit')) {
      const seen = Object.values(kind.actions.view!.ways).flatMap((each) => each.fields ?? []);
      expect(seen).toEqual(expect.arrayContaining([...way.fields!]));
      for (const field of ['status', 'holder', 'epoch', 'publishedAt', 'withheld'])
        if (!['hydrant', 'note'].includes(kind.kind)) expect(way.fields).not.toContain(field);
    }
  });

  test('no two ways of a rule say the same, and no rule has more ways than a decision can count', () => {
    for (const { kind, action, rule } of rules) {
      const rows = table(kind, action).map(([, ...cells]) => [...cells].sort().join(' and '));
      expect(new Set(rows).size, `${kind.kind} ${action}`).toBe(rows.length);
      expect(Object.keys(rule.ways).length).toBeLessThan(31);
    }
  });

  test('every kind has a name of its own, and is viewed, by its own agency among others', () => {
    expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(kinds.length);
    for (const kind of kinds)
      expect(Object.values(kind.actions.view!.ways).some((way) => isOurs(kind, way))).toBe(true);
  });
});

describe('the roles that every agency starts with', () => {
  test('are the six of the contract, and the administrator holds everything', () => {
    expect(Object.keys(builtInRoles)).toEqual([
      'Administrator',
      'Officer',
      'Firefighter',
      'Fire Inspector',
      'Permit Technician',
      'Viewer',
    ]);
    expect(builtInRoles.Administrator).toEqual(permissions);
  });

  test.each(Object.entries(builtInRoles))(
    '%s holds what exists, and each with the Read it is useless without',
    (_, held) => {
      expect(permissions).toEqual(expect.arrayContaining([...held]));
      expect(new Set(held).size).toBe(held.length);
      for (const permission of held) {
        const kind = permission === 'Units - Manage' ? 'Device Locations' : permission.split(' - ')[0];
        const read = permissions.find((each) => each === `${kind} - Read`);
        if (read) expect(held, permission).toContain(read);
      }
    },
  );

  test('nobody but the administrator may administer', () => {
    for (const [role, held] of Object.entries(builtInRoles))
      if (role !== 'Administrator') expect(held.filter((each) => each.startsWith('Admin'))).toEqual([]);
  });
});
