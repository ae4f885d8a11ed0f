/** A scenario: one sentence of the sources or of rules.md, with the world it speaks of and the way in it expects. */
import {
  type Action,
  type AgencyId,
  agencyId,
  decide,
  type GivenLevels,
  type Kind,
  type Levels,
  type Permission,
  type Rule,
  type Subject,
} from '../src/index.ts';
import { viewerIn } from './world.ts';

export const A = agencyId('A');
export const B = agencyId('B');
export const C = agencyId('C');
export const D = agencyId('D');

export interface Scenario {
  readonly says: string;
  readonly grants?: readonly GivenLevels[];
  readonly record: Subject;
  readonly viewer: AgencyId;
  readonly action: Action;
  /** The name of the expected way in; null when there is none. */
  readonly way: string | null;
  /** The fields it opens; every field unless said. */
  readonly opens?: readonly string[];
  /** Where the viewer holds other permissions than exactly those that the action needs. */
  readonly holding?: readonly Permission[];
}

/** All scenarios of one kind, with the permissions that each action needs as rules.md lists them. */
export interface Scenarios {
  readonly kind: Kind;
  readonly needs: Readonly<Record<string, readonly Permission[]>>;
  readonly cases: readonly Scenario[];
}

/** One line of a sheet: this agency gives that one these levels. */
export const gives = (grantor: AgencyId, partner: AgencyId, levels: Levels): GivenLevels => ({
  grantor,
  partner,
  levels,
});

/** The same sentence for several actions. */
export const each = (actions: readonly Action[], scenario: Omit<Scenario, 'action'>): Scenario[] =>
  actions.map((action) => ({ ...scenario, action }));

/** Who may act with every permission may not without any one of them. */
export const needed = (
  needs: Scenarios['needs'],
  open: Pick<Scenario, 'grants' | 'record' | 'viewer'>,
): Scenario[] =>
  Object.entries(needs).flatMap(([action, permissions]) =>
    permissions.map((permission) => ({
      ...open,
      says: `without ${permission} nobody may ${action}, not even with all grants`,
      action: action as Action,
      way: null,
      holding: permissions.filter((other) => other !== permission),
    })),
  );

/** What a rule answers to a scenario, in one line that can be compared. */
export function verdict(rule: Rule | undefined, { kind, needs }: Scenarios, scenario: Scenario): string {
  const permissions = scenario.holding ?? needs[scenario.action] ?? [];
  const decision = decide(
    rule ?? kind.actions[scenario.action],
    viewerIn(scenario.grants ?? [], scenario.viewer, permissions),
    scenario.record,
  );
  return decision ? line(decision.way, decision.fields && [...decision.fields]) : line(null, null);
}

/** What a scenario expects, in the same line. */
export const expected = ({ way, opens }: Scenario): string =>
  line(way, way === null ? null : (opens ?? null));

const line = (way: string | null, fields: readonly string[] | null) =>
  way === null ? 'closed' : `${way}: ${fields ? [...fields].sort().join(' ') : 'everything'}`;
