import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AgencyId, explain, type Levels } from '../src/index.ts';
import { levelsOrNothing } from './arbitraries.ts';
import { decideIn, ruleOf, situations, subjectIn, viewerOf } from './situation.ts';

test('an explanation agrees with the decision when everything may be known', () => {
  fc.assert(
    fc.property(situations(5), (situation) => {
      const { record, viewer, world } = situation;
      const decision = decideIn(situation);
      const told = explain(ruleOf(situation), viewerOf(situation), subjectIn(world, record, viewer));
      expect([told.allowed, told.way]).toEqual([decision !== null, decision?.way ?? null]);
      const full = told.ways.filter(({ conditions }) => conditions.every(({ met }) => met));
      expect(full.length > 0).toBe(decision !== null);
      const without = { ...viewerOf(situation), permissions: new Set<never>() };
      expect(explain(ruleOf(situation), without, record).allowed).toBe(false);
    }),
    { numRuns: 3_000 },
  );
});

test('an explanation says null exactly when the settings it may not tell could turn the answer', () => {
  const answers = { true: 0, false: 0, null: 0 };
  const half = situations(5).chain((situation) =>
    fc.tuple(
      fc.constant(situation),
      fc.subarray(situation.world.agencies.filter((each) => each !== situation.viewer)),
      levelsOrNothing,
    ),
  );
  const most: Levels = {
    prePlans: 'edit',
    hydrants: 'edit',
    communityConnect: 'view',
    address: 'view',
    deviceLocations: 'view',
    command: 'transfer',
    inspections: 'view',
    addressShareModule: 'fireInspectionAndPermit',
    permits: 'view',
  };
  fc.assert(
    fc.property(half, ([situation, hidden, other]) => {
      if (situation.kind.kind === 'conversation') return;
      const { record, viewer, world } = situation;
      const { allowed, way } = explain(
        ruleOf(situation),
        viewerOf(situation),
        subjectIn(world, record, viewer),
        (condition) =>
          condition.is !== 'granted' || !hidden.includes(record.parties[condition.by] as AgencyId),
      );
      const ifTheyGave = (levels: Levels) => {
        const grants = world.grants.map((each) =>
          hidden.includes(each.grantor) ? { ...each, levels } : each,
        );
        return decideIn({ ...situation, world: { ...world, grants } }) !== null;
      };
      answers[`${allowed}`]++;
      if (allowed === null) expect([way, ifTheyGave(most), ifTheyGave({})]).toEqual([null, true, false]);
      else expect([most, {}, other].map(ifTheyGave)).toEqual([allowed, allowed, allowed]);
    }),
    { numRuns: 6_000 },
  );
  expect(Math.min(...Object.values(answers))).toBeGreaterThan(100);
});
