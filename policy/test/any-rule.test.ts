/** The uses of a rule hold for tables nobody has written yet, too: random ways, random conditions. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  audience,
  type Condition,
  decide,
  explain,
  holds,
  type Kind,
  missing,
  openScopes,
  permissionsOf,
  type Rule,
  type Way,
} from '../src/index.ts';
import { recordsOf, scopesIn, worlds } from './arbitraries.ts';
import { after, among, meetsRow, type Situation } from './situation.ts';
import { viewerIn } from './world.ts';

const parties = { author: 'who made it', placeOwner: 'who owns the place' };
const party = fc.constantFrom('author', 'placeOwner');

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ is: fc.constant('own' as const), party }),
  fc.record({
    is: fc.constant('granted' as const),
    by: party,
    module: fc.constant('prePlans' as const),
    level: fc.constantFrom('view' as const, 'edit' as const),
  }),
  fc.constantFrom<Condition>(
    { is: 'status', oneOf: ['published', 'issued'] },
    { is: 'open', what: 'record' },
    { is: 'open', what: 'place' },
    { is: 'about', kind: 'hydrant' },
    { is: 'holds', permission: 'Hydrants - Edit' },
    { is: 'signedIn' },
    { is: 'holder' },
  ),
);

const way: fc.Arbitrary<Way> = fc
  .tuple(
    fc.array(condition, { maxLength: 4 }),
    fc.option(fc.subarray(['number', 'type', 'notes']), { nil: undefined }),
  )
  .map(([conditions, fields]) => (fields ? { conditions, fields } : { conditions }));

const rule: fc.Arbitrary<Rule> = fc.array(way, { maxLength: 5 }).map((ways) => ({
  needs: ['FD Permits - Read'],
  ways: Object.fromEntries(ways.map((each, at) => [`way${at}`, each])),
}));

const questions: fc.Arbitrary<Situation & { rule: Rule }> = fc
  .tuple(worlds(4), rule)
  .chain(([world, made]) => {
    const kind: Kind = {
      kind: 'madeUp',
      name: 'a made-up record',
      parties,
      ownParty: 'author',
      actions: { view: made },
      notes: [],
    };
    return fc.record({
      world: fc.constant(world),
      kind: fc.constant(kind),
      rule: fc.constant(made),
      action: fc.constant('view' as const),
      viewer: fc.constantFrom(...world.agencies),
      record: recordsOf(kind, world.agencies),
    });
  });

const law = (check: (question: Situation & { rule: Rule }) => void) =>
  fc.assert(fc.property(questions, check), { numRuns: 4_000 });

const viewerOf = ({ world, viewer, rule: asked }: Situation & { rule: Rule }) =>
  viewerIn(world.grants, viewer, permissionsOf(asked));

test('a decision names the first full way, and opens what all full ways open together', () => {
  law((question) => {
    const viewer = viewerOf(question);
    const full = Object.entries(question.rule.ways).filter(([, { conditions }]) =>
      conditions.every((each) => holds(each, viewer, question.record)),
    );
    const fields = new Set(full.flatMap(([, each]) => each.fields ?? []));
    const everything = full.some(([, each]) => each.fields === undefined);
    const expected = full[0] ? { way: full[0][0], fields: everything ? null : fields } : null;
    for (const _ of ['first', 'again'])
      expect(decide(question.rule, viewer, question.record)).toEqual(expected);
  });
});

test('a list shows what the decision opens, with the same fields, and names no way that opens nothing', () => {
  law((question) => {
    const { kind, record, viewer: agency, world } = question;
    const viewer = viewerOf(question);
    const decision = decide(question.rule, viewer, record);
    const scopes = scopesIn(kind, world.agencies);
    const id = scopes.find((each) => among(each, record))!.id;
    const open = openScopes(question.rule, viewer, scopes);
    for (const { ids } of open) expect(ids).not.toEqual([]);
    const entries = open.filter(
      ({ ids, rows }) => ids.includes(id) && rows.every((row) => meetsRow(row, record, agency)),
    );
    expect(entries.length > 0).toBe(decision !== null);
    if (!decision) return;
    const fields = entries.some((each) => each.fields === null)
      ? null
      : new Set(entries.flatMap((each) => each.fields ?? []));
    expect(fields).toEqual(decision.fields);
  });
});

test('explanation and audience agree with the decision, and what is missing is enough', () => {
  law((question) => {
    const { record, viewer: agency, world } = question;
    const viewer = viewerOf(question);
    const decision = decide(question.rule, viewer, record);
    expect(explain(question.rule, viewer, record).way).toBe(decision?.way ?? null);
    const candidates = [...Object.values(record.parties), ...world.grants.map(({ partner }) => partner)];
    if (candidates.includes(agency))
      expect(audience(question.rule, record, world.grants).includes(agency)).toBe(decision !== null);
    for (const list of missing(question.rule, viewer, record)) {
      const met = after(question, list);
      expect(
        decide(question.rule, viewerIn(met.world.grants, agency, permissionsOf(question.rule)), met.record),
      ).not.toBeNull();
    }
  });
});
