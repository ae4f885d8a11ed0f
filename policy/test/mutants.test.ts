import { expect, test } from 'vitest';
import { type Mutant, mutantsOf } from './mutants.ts';
import { expected, type Scenarios, verdict } from './scenario.ts';
import { allScenarios } from './scenarios/index.ts';

/** A scenario tells the wrong table from the right one. */
const isKilled = ({ action, rule }: Mutant, scenarios: Scenarios) =>
  scenarios.cases.some((each) => each.action === action && verdict(rule, scenarios, each) !== expected(each));

const mutants = allScenarios.flatMap((scenarios) =>
  mutantsOf(scenarios.kind).map((mutant) => ({ mutant, killed: isKilled(mutant, scenarios) })),
);

test('every wrong rule table is told from the right one by some scenario', () => {
  const counts = Object.entries(Object.groupBy(mutants, ({ mutant }) => mutant.mistake)).map(
    ([mistake, made]) => `${mistake} ${made?.length}`,
  );
  console.log(`${mutants.length} wrong rule tables: ${counts.join(', ')}`);
  const alive = mutants
    .filter(({ killed }) => !killed)
    .map(({ mutant }) => `${mutant.kind.kind} ${mutant.action}, ${mutant.mistake}: ${mutant.says}`);
  expect(alive).toEqual([]);
  expect(mutants.length).toBeGreaterThanOrEqual(80);
});
