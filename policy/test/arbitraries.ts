/** Random worlds: agencies, what they set for each other, and records of every kind with every fact a rule looks at. */
import * as fc from 'fast-check';
import {
  type AgencyId,
  agencyId,
  catalogue,
  type GivenLevels,
  type Kind,
  type Levels,
  type Scope,
  type Subject,
} from '../src/index.ts';

export interface World {
  readonly agencies: readonly AgencyId[];
  readonly grants: readonly GivenLevels[];
}

const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map(agencyId);

/** Every status that a kind's rules look at, and one of another kind. */
export const statuses = [
  'scheduled',
  'inProgress',
  'completed',
  'cancelled',
  'draft',
  'published',
  'archived',
  'issued',
  'open',
  'ended',
];

const levels: fc.Arbitrary<Levels> = fc.record(
  Object.fromEntries(
    catalogue.map((entry) => [entry.module, fc.constantFrom(...entry.levels.map(({ level }) => level))]),
  ),
  { requiredKeys: [] },
);

/** What two agencies set for each other; now and then nothing at all. */
export const levelsOrNothing = fc.option(levels, { nil: {}, freq: 4 });

/** Worlds of some agencies in which every ordered pair may have set anything. */
export const worlds = (most = 7): fc.Arbitrary<World> =>
  fc.integer({ min: 2, max: most }).chain((size) => {
    const agencies = names.slice(0, size);
    const pairs = agencies.flatMap((grantor) =>
      agencies.filter((partner) => partner !== grantor).map((partner) => ({ grantor, partner })),
    );
    return fc.tuple(...pairs.map(() => levelsOrNothing)).map((given) => ({
      agencies,
      grants: pairs.map((pair, at) => ({ ...pair, levels: given[at]! })),
    }));
  });

/** What one agency set for another in a world. */
export const levelsIn = ({ grants }: World, grantor: string, partner: string): Levels =>
  grants.find((each) => each.grantor === grantor && each.partner === partner)?.levels ?? {};

/** Is every pair of these agencies, other than this one, open for each other's messages? */
export const areMutual = (world: World, members: readonly AgencyId[], but: AgencyId): boolean =>
  members
    .filter((each) => each !== but)
    .every((a, _, others) => others.every((b) => a === b || levelsIn(world, a, b).messaging === 'exchange'));

/** Records of a kind between some agencies. */
export const recordsOf = (kind: Kind, agencies: readonly AgencyId[]): fc.Arbitrary<Subject> => {
  const agency = fc.constantFrom(...agencies);
  const party = (name: string) =>
    name === 'members'
      ? fc.subarray([...agencies], { minLength: 2 })
      : name === 'talking'
        ? fc.subarray([...agencies])
        : agency;
  return fc.record({
    parties: fc.record(Object.fromEntries(Object.keys(kind.parties).map((name) => [name, party(name)]))),
    status: fc.constantFrom(...statuses),
    withheld: fc.constantFrom(false, false, true),
    placeWithheld: fc.constantFrom(false, false, true),
    signedIn: fc.boolean(),
    holder: agency,
    about: fc.constantFrom('place', 'prePlan', 'hydrant'),
    othersMutual: fc.boolean(),
  });
};

/** Every scope that records of a kind can have between some agencies. */
export function scopesIn(kind: Kind, agencies: readonly AgencyId[]): Scope[] {
  const names = Object.keys(kind.parties);
  const all = names.reduce<Record<string, AgencyId>[]>(
    (some, name) => some.flatMap((parties) => agencies.map((agency) => ({ ...parties, [name]: agency }))),
    [{}],
  );
  return all.map((parties, id) => ({ id, parties }));
}
