/** One question in a random world: may this agency's user do this with this record? */
import * as fc from 'fast-check';
import {
  type Action,
  type AgencyId,
  type Condition,
  type Decision,
  decide,
  joined,
  type Kind,
  kinds,
  type Levels,
  permissionsOf,
  type RowCondition,
  type Rule,
  type Scope,
  type Subject,
  type Viewer,
} from '../src/index.ts';
import { areMutual, recordsOf, type World, worlds } from './arbitraries.ts';
import { viewerIn } from './world.ts';

export interface Situation {
  readonly world: World;
  readonly kind: Kind;
  readonly action: Action;
  readonly viewer: AgencyId;
  readonly record: Subject;
}

/** Questions of every kind and action, in worlds of at most so many agencies. */
export const situations = (most: number): fc.Arbitrary<Situation> =>
  fc.tuple(worlds(most), fc.constantFrom(...kinds)).chain(([world, kind]) =>
    fc.record({
      world: fc.constant(world),
      kind: fc.constant(kind),
      action: fc.constantFrom(...(Object.keys(kind.actions) as Action[])),
      viewer: fc.constantFrom(...world.agencies),
      record: recordsOf(kind, world.agencies),
    }),
  );

export const ruleOf = ({ kind, action }: Situation): Rule => kind.actions[action]!;

/** A user of the asking agency who holds exactly what the action needs. */
export const viewerOf = (situation: Situation): Viewer =>
  viewerIn(situation.world.grants, situation.viewer, permissionsOf(ruleOf(situation)));

/** The record as it stands in a world for one agency: a conversation's other pairs are open as the world has them. */
export const subjectIn = (world: World, record: Subject, viewer: AgencyId): Subject =>
  Array.isArray(record.parties.members)
    ? { ...record, othersMutual: areMutual(world, record.parties.members, viewer) }
    : record;

export const decideIn = (situation: Situation): Decision | null =>
  decide(
    ruleOf(situation),
    viewerOf(situation),
    subjectIn(situation.world, situation.record, situation.viewer),
  );

/** Is this the scope of that record? */
export const among = ({ parties }: Scope, record: Subject): boolean =>
  Object.entries(parties).every(([name, agency]) => record.parties[name] === agency);

/** What a list's filter does with one row condition. */
export function meetsRow(row: RowCondition, record: Subject, agency: AgencyId): boolean {
  switch (row.is) {
    case 'status':
      return row.oneOf.some((each) => each === record.status);
    case 'open':
      return row.what === 'record' ? !record.withheld : !record.placeWithheld;
    case 'about':
      return record.about === row.kind;
    case 'signedIn':
      return record.signedIn!;
    case 'holder':
      return record.holder === agency;
    case 'mutual':
      throw new Error('no list filters by it');
  }
}

/** The same question with more given by some agencies to some. */
const given = (
  situation: Situation,
  isMeant: (grantor: AgencyId, partner: AgencyId) => boolean,
  levels: Levels,
) => {
  const grants = situation.world.grants.map((each) =>
    isMeant(each.grantor, each.partner) ? { ...each, levels: joined(each.levels, levels) } : each,
  );
  return { ...situation, world: { ...situation.world, grants } };
};

/** The same question after somebody met a condition: a party gave more, or the record's own agency changed it. */
function met(condition: Condition, situation: Situation): Situation {
  const { record, viewer } = situation;
  const changed = (facts: Partial<Subject>) => ({ ...situation, record: { ...record, ...facts } });
  switch (condition.is) {
    case 'own':
    case 'about':
      throw new Error('who a party is and what a record is about cannot be changed');
    case 'holds':
      throw new Error('which permissions the viewer holds is not part of what is missing');
    case 'granted':
      return given(
        situation,
        (grantor, partner) => grantor === record.parties[condition.by] && partner === viewer,
        {
          [condition.module]: condition.level,
        },
      );
    case 'mutual':
      return given(situation, (...pair) => pair.every((each) => record.parties.members?.includes(each)), {
        messaging: 'exchange',
      });
    case 'status':
      return changed({ status: condition.oneOf[0]! });
    case 'open':
      return changed(condition.what === 'record' ? { withheld: false } : { placeWithheld: false });
    case 'signedIn':
      return changed({ signedIn: true });
    case 'holder':
      return changed({ holder: viewer });
  }
}

/** The same question after somebody met all of these. */
export const after = (situation: Situation, conditions: readonly Condition[]): Situation =>
  conditions.reduce((now, condition) => met(condition, now), situation);
