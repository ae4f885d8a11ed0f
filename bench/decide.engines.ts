/** Engines for bench/decide: ours, the bare floor under it, and CASL. */
import { type AgencyId, covers, decide, permit } from '@standpipe/policy';
import type { DecideWorld, Paper, Question } from './decide.world.ts';
import { openPeer } from './peers.ts';

/** An engine answers one question with yes or no, at once or later. */
export interface Engine {
  readonly name: string;
  /** How many questions a round asks of it: slow engines are asked fewer. */
  readonly asks: number;
  answer(question: Question): boolean | Promise<boolean>;
  close?(): void;
}

const viewRule = permit.actions.view!;
const givesPermits = 1;
const opensPlace = 2;

/** Whose grants an asker's answer stands on, party by party, for each way of the rule. */
const relied = new Map(
  Object.entries(viewRule.ways).map(([name, { conditions }]) => [
    name,
    conditions.flatMap((each) =>
      each.is === 'granted' ? [{ by: each.by, module: each.module, level: each.level }] : [],
    ),
  ]),
);

/** Answers that were given, so that no engine may skip its work. */
export const given: { way: string; grantors: AgencyId[] } = { way: '', grantors: [] };

/** The product's decision with its explanation: which way, and whose grants it rests on. */
export function ours({ viewers }: DecideWorld): Engine {
  return {
    name: 'ours: decide, way, grants relied on',
    asks: 200_000,
    answer: ({ asker, paper: { subject } }) => {
      const decision = decide(viewRule, viewers[asker]!, subject);
      if (!decision) return false;
      given.way = decision.way;
      const grants = relied.get(decision.way)!;
      const grantors: AgencyId[] = [];
      for (let at = 0; at < grants.length; at++)
        grantors.push(subject.parties[grants[at]!.by as keyof typeof subject.parties]);
      given.grantors = grantors;
      return true;
    },
  };
}

/** What the rule costs when agencies are small numbers and it is written out by hand, without any explanation. */
export function floor(world: DecideWorld): Engine {
  const numbers = new Map(world.agencies.map((id, at) => [id, at]));
  const bits = world.viewers.map(
    ({ received }) =>
      new Map(
        [...received].map(([grantor, levels]) => [
          numbers.get(grantor)!,
          (levels.permits === 'view' ? givesPermits : 0) |
            (covers('addressShareModule', levels.addressShareModule, 'permit') ? opensPlace : 0),
        ]),
      ),
  );
  return {
    name: 'floor: numbers, one map, no explanation',
    asks: 200_000,
    answer: ({ asker, paper: { author, owner, subject } }) => {
      const map = bits[asker]!;
      if (author === asker) return owner === asker || ((map.get(owner) ?? 0) & opensPlace) !== 0;
      if (subject.withheld || ((map.get(author) ?? 0) & givesPermits) === 0) return false;
      if (owner === asker) return true;
      return !subject.placeWithheld && (map.get(owner) ?? 0) !== 0;
    },
  };
}

/** A permit as engines take it that know neither our words nor our types. */
export const factsOf = ({ subject: { parties, withheld, placeWithheld } }: Paper) => ({
  author: parties.author,
  owner: parties.placeOwner,
  withheld,
  placeWithheld,
});

interface Casl {
  createMongoAbility(rules: readonly unknown[]): { can(action: string, subject: unknown): boolean };
  subject(type: string, fields: Record<string, unknown>): unknown;
}

/** Whom an agency may read from by permits, and whose places are open to it. */
function listsOf({ viewers }: DecideWorld, asker: number): { from: AgencyId[]; places: AgencyId[] } {
  const received = [...viewers[asker]!.received];
  const giving = (module: 'permits' | 'addressShareModule', level: 'view' | 'permit') =>
    received.filter(([, levels]) => covers(module, levels[module], level)).map(([grantor]) => grantor);
  return { from: giving('permits', 'view'), places: giving('addressShareModule', 'permit') };
}

/** CASL with one ability an agency, built once: its abilities need rebuilding at every change of a grant. */
export async function casl(world: DecideWorld): Promise<Engine | null> {
  const peer = await openPeer<Casl>('casl', '@casl/ability');
  if (!peer) return null;
  const abilities = world.viewers.map(({ agency: me }, asker) => {
    const { from, places } = listsOf(world, asker);
    const may = (conditions: Record<string, unknown>) => ({ action: 'view', subject: 'Permit', conditions });
    return peer.createMongoAbility([
      may({ author: me, owner: { $in: [me, ...places] } }),
      may({ author: { $in: from }, owner: me, withheld: false }),
      may({
        author: { $in: from },
        owner: { $in: [...new Set([...from, ...places])] },
        withheld: false,
        placeWithheld: false,
      }),
    ]);
  });
  const papers = world.papers.map((paper) => peer.subject('Permit', factsOf(paper)));
  return {
    name: 'CASL 7, ability cached by agency',
    asks: 100_000,
    answer: ({ asker, paper }) => abilities[asker]!.can('view', papers[paper.index]),
  };
}
