/** Decide whether a viewer may act on one record, and offer the actions they may take. */
import type { AgencyId } from './agency.ts';
import { covers, type Level, type Levels, type Module, moduleEntry } from './catalogue.ts';
import { type Row, rowsOf } from './rows.ts';
import type { Action, Condition, Decision, Kind, Rule, Subject, Viewer } from './rule.ts';

function isParty(subject: Subject, party: string, agency: AgencyId): boolean {
  const who = subject.parties[party];
  return typeof who === 'string' ? who === agency : (who?.includes(agency) ?? false);
}

/** Has this agency granted the viewer's the level? Nobody grants themselves anything. */
const hasGranted = (viewer: Viewer, by: AgencyId, module: Module, level: Level): boolean =>
  by !== viewer.agency && covers(module, viewer.received.get(by)?.[module], level);

function allMutual(viewer: Viewer, subject: Subject, module: Module): boolean {
  const everyone = Object.values(subject.parties).flat() as AgencyId[];
  const others = everyone.filter((agency) => agency !== viewer.agency);
  const open = (levels: Levels | undefined) =>
    moduleEntry(module).levels.some(
      ({ level }) => level !== 'none' && covers(module, levels?.[module], level),
    );
  return (
    others.every((agency) => open(viewer.received.get(agency)) && open(viewer.given?.get(agency))) &&
    (others.length < 2 || subject.othersMutual === true)
  );
}

/** Does one condition hold for this viewer and record? The only place where a condition's meaning is spelled. */
export function holds(condition: Condition, viewer: Viewer, subject: Subject): boolean {
  switch (condition.is) {
    case 'own':
      return isParty(subject, condition.party, viewer.agency);
    case 'granted':
      return hasGranted(viewer, subject.parties[condition.by] as AgencyId, condition.module, condition.level);
    case 'status':
      return condition.oneOf.includes(subject.status ?? '');
    case 'open':
      return (condition.what === 'record' ? subject.withheld : subject.placeWithheld) === false;
    case 'signedIn':
      return subject.signedIn === true;
    case 'holder':
      return subject.holder === viewer.agency;
    case 'mutual':
      return allMutual(viewer, subject, condition.module);
  }
}

/** Does every one of these conditions hold? */
export function allHold(conditions: readonly Condition[], viewer: Viewer, subject: Subject): boolean {
  for (const condition of conditions) if (!holds(condition, viewer, subject)) return false;
  return true;
}

/** Do the viewer's own permissions reach? Their rights are the lesser of these and the grants. */
export function mayAct(rule: Rule, viewer: Viewer): boolean {
  for (const permission of rule.needs) if (!viewer.permissions.has(permission)) return false;
  return true;
}

function answer(rows: readonly Row[], full: number): Decision {
  const open = rows.filter((_, at) => full & (1 << at));
  const fields = open.some((each) => each.fields === null)
    ? null
    : new Set(open.flatMap((each) => each.fields ?? []));
  return { way: open[0]!.name, fields };
}

/** Decide: the way in and what it opens, or null. */
export function decide<P extends string>(
  rule: Rule<P> | undefined,
  viewer: Viewer,
  subject: Subject<P>,
): Decision | null {
  if (!rule || !mayAct(rule, viewer)) return null;
  const { rows, answers } = rowsOf(rule);
  let full = 0;
  for (let at = 0; at < rows.length; at++)
    if (allHold(rows[at]!.conditions, viewer, subject)) full |= 1 << at;
  if (full === 0) return null;
  const decision = answers.get(full) ?? answer(rows, full);
  answers.set(full, decision);
  return decision;
}

/** Decide, by name only. */
export const wayIn = <P extends string>(rule: Rule<P> | undefined, viewer: Viewer, subject: Subject<P>) =>
  decide(rule, viewer, subject)?.way ?? null;

/** Offer: the actions of a kind that this viewer may take on this record, as the reply's `access.can`. */
export const offers = <P extends string>(kind: Kind<P>, viewer: Viewer, subject: Subject<P>): Action[] =>
  (Object.keys(kind.actions) as Action[]).filter(
    (action) => action !== 'create' && decide(kind.actions[action], viewer, subject) !== null,
  );
