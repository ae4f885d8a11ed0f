import type { ExplainQuery, Explanation } from '@standpipe/contract';
import {
  type Action,
  type AgencyId,
  agencyId,
  type Condition,
  decide,
  explain,
  type Kind,
  kinds,
  knowableFacts,
  knows,
  lacking,
  missing,
  type Permission,
  permissionsOf,
  type Rule,
  requiredFor,
  type Subject,
  type Viewer,
} from '@standpipe/policy';
import { type Call, ownAgency } from '../http/call.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { isKind } from '../kinds/kinds.ts';
import { grantsBetween, type Reasons } from './explain.reasons.ts';
import { findAgencies, findColleague, findSubject } from './explain.store.ts';
import { conditionText, type Scene, whoCanChange } from './explain.wording.ts';

/** Why users of an agency may or may not do something to a record: every way in, condition by condition. */
export async function explainAccess(call: Call, asked: ExplainQuery): Promise<Explanation> {
  const own = ownAgency(call);
  const kind = kinds.find((each) => each.kind === asked.record.kind)!;
  requireRead(call, kind);
  const { subject, placeRetired } = await reachSubject(call, kind, asked.record.id);
  const viewerId = agencyId(asked.agencyId.toLowerCase());
  const parties = Object.values(subject.parties) as AgencyId[];
  const agencies = await findAgencies(call.db, [...parties, viewerId]);
  const agency = agencies.get(viewerId);
  if (!agency) throw new Problem('not_found', 'There is no such agency.');
  const rule = kind.actions[asked.action as Action];
  const needs = neededOn(rule ?? kind.actions.view!, viewerId, subject);
  const user = await userOf(call, asked);
  const lacks = user ? needs.filter((each) => !user.permissions.includes(each)) : [];
  const scene: Scene = { kind, subject, viewer: viewerId, name: (id) => agencies.get(id)!.name };
  const reasons = await grantsBetween(call, scene, asked.action);
  const barred = [
    ...(rule ? [] : [`Nobody can ${asked.action} ${kind.name}: there is no such thing to do.`]),
    ...(agency.active ? [] : [`${agency.name} is deactivated: none of its users can sign in.`]),
    ...(user && !user.active ? [`${user.name} is deactivated and cannot sign in.`] : []),
    ...(lacks.length > 0 ? [`${user!.name} lacks ${lacks.join(' and ')}.`] : []),
    ...(asked.action === 'create' && placeRetired ? ['The place is no longer in use.'] : []),
  ];
  const viewer = { agency: viewerId, permissions: new Set(needs), received: reasons.received };
  const outcome = rule
    ? waysIn(scene, rule, viewer, own.id, reasons)
    : { allowed: false, via: null, ways: [] };
  const enough =
    rule && outcome.allowed !== true ? sufficient(scene, rule, viewer, knowableFacts(own.id, subject)) : [];
  return {
    ...outcome,
    ...(barred.length > 0 && { allowed: false, via: null }),
    needs: needs.at(-1)!,
    missing: [...lacks],
    hints: [...barred, ...enough, ...reasons.hints],
  };
}

/** What a user has to hold: of a rule whose ways ask for different permissions, what fits this agency and record. */
function neededOn(rule: Rule, agency: AgencyId, subject: Subject): readonly Permission[] {
  if (rule.needs.length > 0) return rule.needs;
  return requiredFor(rule, { agency, received: new Map() }, subject) ?? permissionsOf(rule);
}

/** @throws Problem `not_allowed` before the id is looked at */
export function requireRead(call: Call, kind: Kind): void {
  const { permissions, any } = lacking(kind.actions.view!, call.viewer);
  if (permissions.length > 0)
    throw new Problem('not_allowed', `You need ${permissions.join(any ? ' or ' : ' and ')} for this.`, {
      missing: permissions,
    });
}

/** The record, when the asker's agency is a party to it. @throws Problem 404 when it is not visible, else 403 */
export async function reachSubject(call: Call, kind: Kind, id: string) {
  const found = isKind(kind.kind) ? await findSubject(call.db, kind.kind, id) : null;
  if (!found || !decide(kind.actions.view, call.viewer, found.subject)) throw notFound();
  if (!Object.values(found.subject.parties).includes(call.viewer.agency))
    throw new Problem(
      'not_allowed',
      "Only administrators of the record's own agency and of the agency that owns the place may ask this.",
      { missing: ['own'] },
    );
  return found;
}

/** The user asked about. @throws Problem `invalid` for another agency's user, `not_found` when there is none */
async function userOf(call: Call, asked: ExplainQuery) {
  if (asked.userId === undefined) return null;
  const own = ownAgency(call).id;
  if (asked.agencyId.toLowerCase() !== own)
    throw invalidField('userId', 'must be of your own agency; of others, ask about any user', 'own_agency');
  const user = await findColleague(call.db, own, asked.userId);
  if (!user) throw new Problem('not_found', 'Your agency has no such user.');
  return user;
}

function waysIn(scene: Scene, rule: Rule, viewer: Viewer, asker: AgencyId, reasons: Reasons) {
  const { subject } = scene;
  const { allowed, way, ways } = explain(rule, viewer, subject, knows(asker, viewer.agency, subject));
  const line = ({ condition, met }: { condition: Condition; met: boolean | null }) => {
    const paused = met === false ? reasons.whyNot(condition) : null;
    return {
      text: conditionText(scene, condition),
      met,
      whoCanChange: paused?.whoCanChange ?? whoCanChange(scene, condition, met),
      ...(paused && { why: paused.why }),
    };
  };
  return {
    allowed,
    via: allowed ? way : null,
    ways: ways.map(({ name, conditions }) => ({ name, conditions: eachOnce(conditions.map(line)) })),
  };
}

/** Where author and owner are one agency, two conditions of a way are one sentence. */
const eachOnce = <L extends { readonly text: string }>(lines: readonly L[]): L[] => [
  ...new Map(lines.map((line) => [line.text, line])).values(),
];

/** What would be enough: the shortest lists of what somebody could still do, one sentence each. */
const sufficient = (scene: Scene, rule: Rule, viewer: Viewer, subject: Subject): string[] =>
  missing(rule, viewer, subject)
    .filter((list) => list.length > 0)
    .map((list) => `To allow it: ${list.map((each) => conditionText(scene, each)).join(', and ')}.`);
