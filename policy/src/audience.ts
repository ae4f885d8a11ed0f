/** The audience of a record: the decision asked from the record's side, for everything that is pushed. */
import type { AgencyId } from './agency.ts';
import { joined, type Levels } from './catalogue.ts';
import { decide, permissionsOf } from './decide.ts';
import type { Rule, Subject } from './rule.ts';

/** A grant in force, as the record's parties gave it; a pair of agencies may come in several (one a sheet). */
export interface GivenLevels {
  readonly grantor: AgencyId;
  readonly partner: AgencyId;
  readonly levels: Levels;
}

type ByPair = Map<AgencyId, Map<AgencyId, Levels>>;

function note(pairs: ByPair, of: AgencyId, other: AgencyId, levels: Levels): void {
  const noted = pairs.get(of) ?? new Map<AgencyId, Levels>();
  const before = noted.get(other);
  pairs.set(of, noted.set(other, before ? joined(before, levels) : levels));
}

/** The agencies where a user with every permission the rule and its ways ask for would be let in. */
export function audience<P extends string>(
  rule: Rule<P>,
  subject: Subject<P>,
  grants: readonly GivenLevels[],
): AgencyId[] {
  const parties = new Set(Object.values(subject.parties).flat() as AgencyId[]);
  const received: ByPair = new Map();
  const given: ByPair = new Map();
  for (const { grantor, partner, levels } of grants) {
    if (!parties.has(grantor)) continue;
    note(received, partner, grantor, levels);
    note(given, grantor, partner, levels);
  }
  const permissions = new Set(permissionsOf(rule));
  const none: ReadonlyMap<AgencyId, Levels> = new Map();
  return [...new Set([...parties, ...received.keys()])].filter((agency) => {
    const viewer = {
      agency,
      permissions,
      received: received.get(agency) ?? none,
      given: given.get(agency) ?? none,
    };
    return decide(rule, viewer, subject) !== null;
  });
}
