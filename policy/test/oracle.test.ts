import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Action,
  type AgencyId,
  decide,
  type Kind,
  kinds,
  type Permission,
  permissions,
  type Subject,
} from '../src/index.ts';
import { areMutual, type World, worlds } from './arbitraries.ts';
import * as client from './oracle.client.ts';
import * as plain from './oracle.ts';
import { viewerIn } from './world.ts';

const statuses = {
  permit: ['issued'],
  inspection: ['scheduled', 'inProgress', 'completed', 'cancelled'],
  prePlan: ['draft', 'published'],
  commandBoard: ['open', 'ended'],
} as Readonly<Record<string, readonly string[]>>;

const both = [false, true];

/** Every record of a kind in a world, with every combination of the facts that rules.md speaks of. */
function* recordsIn(kind: Kind, { agencies }: World): Generator<Subject> {
  const parties = Object.keys(kind.parties);
  const facts = { status: '', withheld: false, placeWithheld: false, signedIn: false };
  if (kind.kind === 'conversation') {
    for (const a of agencies)
      for (const b of agencies)
        for (const talking of [[], [a, b]])
          if (a < b) yield { ...facts, parties: { members: [a, b], talking } };
    for (let size = 3; size <= agencies.length; size++)
      for (let left = 0; left < size - 1; left++)
        yield { ...facts, parties: { members: agencies.slice(-size), talking: agencies.slice(left - size) } };
    return;
  }
  for (const first of agencies)
    for (const last of parties.length === 2 ? agencies : [first])
      for (const status of statuses[kind.kind] ?? [''])
        for (const withheld of both)
          for (const placeWithheld of both)
            for (const signedIn of kind.kind === 'device' ? both : [false])
              for (const holder of kind.kind === 'commandBoard' ? agencies : [first])
                for (const about of kind.kind === 'note' ? ['place', 'prePlan', 'hydrant', 'permit'] : [''])
                  yield {
                    parties: { [parties[0]!]: first, [parties[1] ?? parties[0]!]: last },
                    ...{ status, withheld, placeWithheld, signedIn, holder, about },
                  };
}

type Expected = boolean | ReturnType<typeof plain.placeOracle>;

/** What the case analysis says of one record. */
function ask(
  kind: Kind,
  action: Action,
  x: AgencyId,
  record: Subject,
  setting: plain.Setting,
  holds: plain.Holds,
): Expected {
  const { parties, ...facts } = record as Subject & plain.Owned;
  const [first, last] = Object.values(parties).flat() as string[];
  const atPlace = { ...facts, c: first!, o: last ?? first! };
  const owned = { ...facts, o: first! };
  switch (kind.kind) {
    case 'permit':
      return plain.permitOracle(x, action, atPlace, setting, holds);
    case 'inspection':
      return plain.inspectionOracle(x, action, atPlace, setting, holds);
    case 'place':
      return action === 'view'
        ? plain.placeOracle(x, owned, setting, holds)
        : plain.placeWriteOracle(x, action, owned, holds);
    case 'prePlan':
      return client.prePlanOracle(x, action, owned, setting, holds);
    case 'note':
      return plain.noteOracle(x, action, { ...atPlace, about: record.about! }, holds);
    case 'hydrant':
      return client.hydrantOracle(x, action, owned, setting, holds);
    case 'communityConnect':
      return client.profileOracle(x, action, owned, setting, holds);
    case 'device':
      return client.deviceOracle(x, action, owned, setting, holds);
    case 'commandBoard':
      return client.boardOracle(
        x,
        action,
        { ...owned, division: parties.division as string },
        setting,
        holds,
      );
    default:
      return client.conversationOracle(
        x,
        action,
        parties as Record<'members' | 'talking', AgencyId[]>,
        setting,
        holds,
      );
  }
}

/** What the rule tables open, as far as the case analysis speaks of it. */
function found(kind: Kind, action: Action, decision: ReturnType<typeof decide>): Expected {
  if (kind.kind !== 'place' || action !== 'view') return decision !== null;
  return (
    decision &&
    (decision.fields === null ? 'ours' : decision.fields.has('yearBuilt') ? 'address' : 'doorstep')
  );
}

test('random worlds of up to seven agencies: rule tables and case analysis agree on every kind and action', () => {
  let count = 0;
  const ways = new Map<string, number>(
    kinds.flatMap(({ kind, actions }) =>
      Object.entries(actions).flatMap(([action, rule]) =>
        Object.keys(rule.ways).map((way): [string, number] => [`${kind} ${action} ${way}`, 0]),
      ),
    ),
  );
  /** Each viewer holds everything, or lacks some. */
  const lacking = fc.array(
    fc.oneof(fc.constant<Permission[]>([]), fc.subarray([...permissions], { maxLength: 5 })),
    {
      minLength: 7,
      maxLength: 7,
    },
  );
  fc.assert(
    fc.property(worlds(), lacking, (world, lacks) => {
      const table = new Map(world.grants.map((each) => [`${each.grantor}${each.partner}`, each.levels]));
      const setting: plain.Setting = (from, to, module) =>
        table.get(from + to)?.[module as 'permits'] ?? 'none';
      for (const [at, x] of world.agencies.entries()) {
        const held = permissions.filter((each) => !lacks[at]!.includes(each));
        const viewer = viewerIn(world.grants, x, held);
        const holds: plain.Holds = (permission) => viewer.permissions.has(permission as Permission);
        for (const kind of kinds)
          for (const record of recordsIn(kind, world)) {
            const members = record.parties.members as AgencyId[] | undefined;
            const subject = members ? { ...record, othersMutual: areMutual(world, members, x) } : record;
            for (const action of Object.keys(kind.actions) as Action[]) {
              const decision = decide(kind.actions[action], viewer, subject);
              const expected = ask(kind, action, x, record, setting, holds);
              count++;
              if (decision) {
                const way = `${kind.kind} ${action} ${decision.way}`;
                ways.set(way, ways.get(way)! + 1);
              }
              if (found(kind, action, decision) !== expected)
                throw new Error(
                  `${x} ${action} ${kind.kind} ${JSON.stringify(subject)}: ${decision?.way} for ${expected}`,
                );
            }
          }
      }
    }),
    { numRuns: 400 },
  );
  const rarest = [...ways].sort(([, a], [, b]) => a - b)[0]!;
  console.log(
    `${count} decisions, 0 disagreements; the rarest of ${ways.size} ways, ${rarest[0]}, was taken ${rarest[1]} times`,
  );
  expect(count).toBeGreaterThanOrEqual(1_000_000);
  expect(rarest[1], rarest[0]).toBeGreaterThanOrEqual(100);
});
