import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AgencyId, audience, joined, type Levels, moduleEntry } from '../src/index.ts';
import { levelsOrNothing } from './arbitraries.ts';
import { decideIn, ruleOf, type Situation, situations } from './situation.ts';

const check = (law: (situation: Situation) => void, numRuns: number) =>
  fc.assert(fc.property(situations(5), law), { numRuns });

const rewritten = situations(6).chain((situation) =>
  fc.tuple(fc.constant(situation), fc.tuple(...situation.world.grants.map(() => levelsOrNothing))),
);

test("a decision rests on what the record's parties gave the viewer, and on nothing else", () => {
  fc.assert(
    fc.property(rewritten, ([situation, others]) => {
      const parties = Object.values(situation.record.parties).flat();
      const isDirect = (grantor: AgencyId, partner: AgencyId) =>
        situation.kind.kind === 'conversation'
          ? parties.includes(grantor) && parties.includes(partner)
          : partner === situation.viewer && parties.includes(grantor);
      const grants = situation.world.grants.map((each, at) =>
        isDirect(each.grantor, each.partner) ? each : { ...each, levels: others[at]! },
      );
      expect(decideIn({ ...situation, world: { ...situation.world, grants } })).toEqual(decideIn(situation));
    }),
    { numRuns: 5_000 },
  );
});

test("an audience rests on what the record's parties gave, and on nothing else", () => {
  fc.assert(
    fc.property(rewritten, ([situation, others]) => {
      const parties = Object.values(situation.record.parties).flat();
      const grants = situation.world.grants.map((each, at) =>
        parties.includes(each.grantor) ? each : { ...each, levels: others[at]! },
      );
      const of = (some: typeof grants) => audience(ruleOf(situation), situation.record, some).sort();
      expect(of(grants)).toEqual(of([...situation.world.grants]));
    }),
    { numRuns: 2_000 },
  );
});

test('an audience joins the rows that a pair has on both sheets, in any order', () => {
  check((situation) => {
    const rows = situation.world.grants.flatMap(({ levels, ...pair }) => {
      const on = (sheet: string): Levels =>
        Object.fromEntries(
          Object.entries(levels).filter(([module]) => moduleEntry(module as 'permits').sheet === sheet),
        );
      return [
        { ...pair, levels: on('user') },
        { ...pair, levels: on('client') },
      ];
    });
    const of = (grants: typeof rows) => audience(ruleOf(situation), situation.record, grants).sort();
    expect(of(rows)).toEqual(of([...situation.world.grants]));
    expect(of([...rows].reverse())).toEqual(of(rows));
  }, 1_000);
});

test('a grant to oneself opens nothing', () => {
  check((situation) => {
    const { viewer, world } = situation;
    const all: Levels = joined(
      Object.fromEntries(situation.world.grants.flatMap(({ levels }) => Object.entries(levels))),
      {
        permits: 'view',
        inspections: 'view',
        addressShareModule: 'fireInspectionAndPermit',
        address: 'view',
      },
    );
    const grants = [...world.grants, { grantor: viewer, partner: viewer, levels: all }];
    expect(decideIn({ ...situation, world: { ...world, grants } })).toEqual(decideIn(situation));
  }, 3_000);
});
