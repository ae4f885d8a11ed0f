import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  audience,
  decide,
  joined,
  lacking,
  mayAct,
  offers,
  openScopes,
  type Permission,
  permissions,
  permissionsOf,
  requiredFor,
  type Scope,
  type Subject,
  wayIn,
} from '../src/index.ts';
import { levelsOrNothing, recordsOf, scopesIn } from './arbitraries.ts';
import { among, decideIn, meetsRow, ruleOf, type Situation, situations, subjectIn } from './situation.ts';
import { viewerIn } from './world.ts';

const check = (law: (situation: Situation) => void, numRuns = 3_000, most = 5) =>
  fc.assert(fc.property(situations(most), law), { numRuns });

describe('list = decision = audience', () => {
  const withRecords = situations(6).chain((situation) =>
    fc.tuple(
      fc.constant(situation),
      fc.array(recordsOf(situation.kind, situation.world.agencies), { minLength: 10, maxLength: 30 }),
    ),
  );

  test('a list shows exactly what the decision opens, by the same way and with the same fields, to its audience', () => {
    let shown = 0;
    fc.assert(
      fc.property(withRecords, ([situation, records]) => {
        const { kind, world } = situation;
        const rule = ruleOf(situation);
        const scopes: readonly Scope[] = scopesIn(kind, world.agencies);
        for (const agency of world.agencies) {
          const viewer = viewerIn(world.grants, agency, permissionsOf(rule));
          const open = openScopes(rule, viewer, scopes);
          for (const record of records) {
            const subject = subjectIn(world, record, agency);
            const decision = decide(rule, viewer, subject);
            expect(audience(rule, subject, world.grants).includes(agency)).toBe(decision !== null);
            if (kind.kind === 'conversation') continue;
            const scope = scopes.find((each) => among(each, record));
            const entries = open.filter(
              ({ ids, rows }) =>
                ids.includes(scope!.id) && rows.every((row) => meetsRow(row, record, agency)),
            );
            expect(entries[0]?.way ?? null).toBe(decision?.way ?? null);
            if (!decision) continue;
            shown++;
            const fields = entries.some((each) => each.fields === null)
              ? null
              : new Set(entries.flatMap((each) => each.fields ?? []));
            expect(fields).toEqual(decision.fields);
          }
        }
      }),
      { numRuns: 150 },
    );
    expect(shown).toBeGreaterThan(500);
  });

  test('a list finds each scope, and of notes each kind that they are about, under one way only, so that it counts nothing twice', () => {
    check((situation) => {
      const { kind, world } = situation;
      if (kind.kind === 'conversation') return;
      const rule = kind.actions.view!;
      const viewer = viewerIn(world.grants, situation.viewer, permissionsOf(rule));
      const found = openScopes(rule, viewer, scopesIn(kind, world.agencies)).flatMap(({ ids, rows }) =>
        ids.map((id) => JSON.stringify([id, rows.find(({ is }) => is === 'about')])),
      );
      expect(new Set(found).size).toBe(found.length);
    }, 600);
  });
});

describe('a grant never hides', () => {
  test('raising any level of any grant closes nothing and hides no field', () => {
    const raised = situations(5).chain((situation) =>
      fc.tuple(fc.constant(situation), fc.nat(situation.world.grants.length - 1), levelsOrNothing),
    );
    fc.assert(
      fc.property(raised, ([situation, at, more]) => {
        const before = decideIn(situation);
        const grants = situation.world.grants.map((each, index) =>
          index === at ? { ...each, levels: joined(each.levels, more) } : each,
        );
        const after = decideIn({ ...situation, world: { ...situation.world, grants } });
        if (!before) return;
        expect(after).not.toBeNull();
        if (after?.fields)
          expect([...after.fields]).toEqual(expect.arrayContaining([...(before.fields ?? ['all'])]));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('what closes', () => {
  test('without any one of the permissions that an action needs nobody does it, by decision or by list', () => {
    check((situation) => {
      const rule = ruleOf(situation);
      for (const needed of rule.needs) {
        const held = permissions.filter((each) => each !== needed);
        const viewer = viewerIn(situation.world.grants, situation.viewer, held);
        expect(
          decide(rule, viewer, subjectIn(situation.world, situation.record, situation.viewer)),
        ).toBeNull();
        expect(openScopes(rule, viewer, scopesIn(situation.kind, situation.world.agencies))).toEqual([]);
      }
    }, 1_000);
  });

  test('who lacks something for every way may do it by none, and what a record requires is enough and no more', () => {
    const held = situations(4).chain((situation) =>
      fc.tuple(
        fc.constant(situation),
        fc.subarray(permissionsOf(ruleOf(situation))).filter((each) => each.length > 0),
      ),
    );
    fc.assert(
      fc.property(held, ([situation, some]) => {
        const rule = ruleOf(situation);
        const viewer = viewerIn(situation.world.grants, situation.viewer, some);
        const subject = subjectIn(situation.world, situation.record, situation.viewer);
        const scopes = scopesIn(situation.kind, situation.world.agencies);
        expect(mayAct(rule, viewer)).toBe(lacking(rule, viewer).permissions.length === 0);
        if (!mayAct(rule, viewer)) {
          expect(decide(rule, viewer, subject)).toBeNull();
          expect(openScopes(rule, viewer, scopes)).toEqual([]);
        }
        const required = requiredFor(rule, viewer, subject);
        const having = (permissions: Permission[]) =>
          decide(rule, { ...viewer, permissions: new Set(permissions) }, subject);
        expect(required === null).toBe(having([...permissions]) === null);
        if (!required) return;
        expect(having(required)).not.toBeNull();
        for (const one of required)
          if (rule.needs.includes(one)) expect(having(required.filter((each) => each !== one))).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  test('a withheld record has no audience but its own agency', () => {
    check((situation) => {
      const { kind, record, world } = situation;
      if (kind.kind === 'conversation') return;
      const found = audience(ruleOf(situation), { ...record, withheld: true }, world.grants);
      expect([record.parties[kind.ownParty]]).toEqual(expect.arrayContaining(found));
    });
  });

  test("what is at a withheld place has no audience but the place's owner and the creator", () => {
    check((situation) => {
      const { kind, record, world } = situation;
      if (!['permit', 'inspection', 'prePlan', 'communityConnect'].includes(kind.kind)) return;
      const found = audience(ruleOf(situation), { ...record, placeWithheld: true }, world.grants);
      expect(Object.values(record.parties)).toEqual(expect.arrayContaining(found));
      if (situation.action === 'create')
        expect([record.parties.placeOwner ?? record.parties.owner]).toEqual(expect.arrayContaining(found));
    });
  });

  test('a fact that is not given opens nothing', () => {
    check((situation) => {
      if (decideIn(situation)) return;
      for (const fact of ['status', 'withheld', 'placeWithheld', 'signedIn', 'holder', 'about'] as const) {
        const { [fact]: _, ...rest } = situation.record;
        expect(decideIn({ ...situation, record: rest as Subject })).toBeNull();
      }
    });
  });
});

describe('offers', () => {
  test('are the actions that the decision opens, and whoever may do anything may view', () => {
    check((situation) => {
      const { kind, record, world } = situation;
      const subject = subjectIn(world, record, situation.viewer);
      const viewer = viewerIn(world.grants, situation.viewer, permissions);
      const open = Object.entries(kind.actions).filter(([, rule]) => wayIn(rule, viewer, subject) !== null);
      const names = open.map(([action]) => action);
      expect(offers(kind, viewer, subject)).toEqual(
        names.filter((action) => action !== 'create' && action !== 'reveal'),
      );
      if (names.length > 0) expect(names).toContain('view');
    });
  });
});
