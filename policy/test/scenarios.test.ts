import { describe, expect, test } from 'vitest';
import { type Kind, kinds } from '../src/index.ts';
import { expected, verdict } from './scenario.ts';
import { allScenarios } from './scenarios/index.ts';

const actionsOf = (kind: Kind) => Object.keys(kind.actions).sort();

test('every kind has its scenarios, and every action and way of it is spoken of', () => {
  expect(allScenarios.map(({ kind }) => kind.kind)).toEqual(kinds.map(({ kind }) => kind));
  for (const { kind, cases, needs } of allScenarios) {
    expect(Object.keys(needs).sort()).toEqual(actionsOf(kind));
    for (const [action, rule] of Object.entries(kind.actions)) {
      const ways = cases.filter((each) => each.action === action).map(({ way }) => way);
      expect(ways, `${kind.kind} ${action}`).toEqual(
        expect.arrayContaining([null, ...Object.keys(rule.ways)]),
      );
    }
  }
});

describe.each(allScenarios.map((scenarios) => ({ name: scenarios.kind.name, scenarios })))(
  '$name',
  ({ scenarios }) => {
    test.each(scenarios.cases.map((scenario) => ({ ...scenario, scenario })))(
      '$action: $says',
      ({ scenario }) => {
        expect(verdict(undefined, scenarios, scenario)).toBe(expected(scenario));
      },
    );
  },
);
