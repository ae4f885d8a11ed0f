import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Condition, decide, inspection, missing, permit, prePlan } from '../src/index.ts';
import { A, B, C, gives } from './scenario.ts';
import { after, decideIn, ruleOf, type Situation, situations, subjectIn, viewerOf } from './situation.ts';
import { viewerIn } from './world.ts';

/** All choices of so many things out of a list. */
const choices = <T>(list: readonly T[], many: number): T[][] =>
  many === 0
    ? [[]]
    : list.flatMap((each, at) => choices(list.slice(at + 1), many - 1).map((rest) => [each, ...rest]));

const missingIn = (situation: Situation) =>
  missing(
    ruleOf(situation),
    viewerOf(situation),
    subjectIn(situation.world, situation.record, situation.viewer),
  );

const law = (check: (situation: Situation, lists: Condition[][]) => void, numRuns: number) =>
  fc.assert(
    fc.property(situations(5), (situation) => check(situation, missingIn(situation))),
    { numRuns },
  );

test('meeting any list of what is missing opens the record', () => {
  let opened = 0;
  law((situation, lists) => {
    for (const list of lists) {
      expect(decideIn(after(situation, list))).not.toBeNull();
      if (list.length > 0) opened++;
    }
  }, 4_000);
  expect(opened).toBeGreaterThan(300);
});

test('nothing is missing from what is open', () => {
  law((situation, lists) => {
    expect(decideIn(situation) !== null).toBe(lists.length === 1 && lists[0]?.length === 0);
  }, 2_000);
});

test('nobody gets in by meeting fewer conditions, and no list is told twice', () => {
  law((situation, lists) => {
    const rule = ruleOf(situation);
    const every = Object.values(rule.ways).flatMap(({ conditions }) =>
      conditions.filter(({ is }) => !['own', 'holds', 'about'].includes(is)),
    );
    if (lists.length === 0) {
      expect(decideIn(after(situation, every))).toBeNull();
      return;
    }
    const [first] = lists;
    for (let fewer = 0; fewer < first!.length; fewer++)
      for (const some of choices([...new Set(every)], fewer))
        expect(decideIn(after(situation, some))).toBeNull();
    expect(lists.every((list) => list.length === first!.length)).toBe(true);
    const worlds = lists.map((list) => {
      const { world, record } = after(situation, list);
      return JSON.stringify([world.grants, record]);
    });
    expect(new Set(worlds).size).toBe(worlds.length);
  }, 2_000);
});

const at = { status: 'completed', withheld: false, placeWithheld: false };
const permits = permit.actions.view!;
const granted = (by: string, module: string, level: string) => ({ is: 'granted', by, module, level });

test("a stranger to a permit in its creator's own place lacks one setting, not two", () => {
  const subject = { ...at, parties: { author: A, placeOwner: A } };
  expect(missing(permits, viewerIn([], B, permits.needs), subject)).toEqual([
    [granted('author', 'permits', 'view')],
  ]);
});

test('nobody is told to grant themselves anything', () => {
  const subject = { ...at, parties: { author: A, placeOwner: B } };
  const viewer = viewerIn([gives(B, A, { permits: 'view' })], A, permits.needs);
  expect(missing(permits, viewer, subject)).toEqual([
    [granted('placeOwner', 'addressShareModule', 'permit')],
  ]);
});

test("a third agency is told both doors of the place's owner", () => {
  const subject = { ...at, parties: { author: A, placeOwner: B } };
  const viewer = viewerIn([gives(A, C, { permits: 'view' })], C, permits.needs);
  expect(missing(permits, viewer, subject)).toEqual([
    [granted('placeOwner', 'permits', 'view')],
    [granted('placeOwner', 'addressShareModule', 'permit')],
  ]);
});

test('nothing can be met where a partner may never act', () => {
  const edit = inspection.actions.edit!;
  const viewer = viewerIn([gives(A, B, { inspections: 'view' })], B, edit.needs);
  expect(missing(edit, viewer, { ...at, parties: { author: A, placeOwner: B } })).toEqual([]);
});

test('a pre-plan lacks both Pre-Plans and Address', () => {
  const view = prePlan.actions.view!;
  const lists = missing(view, viewerIn([], B, view.needs), {
    ...at,
    status: 'published',
    parties: { owner: A },
  });
  expect(lists).toEqual([[granted('owner', 'prePlans', 'view'), granted('owner', 'address', 'view')]]);
  expect(decide(view, viewerIn([], B, view.needs), { ...at, parties: { owner: A } })).toBeNull();
});
