/** Decide whether a viewer may act on one record, and offer the actions they may take. */
import type { AgencyId } from './agency.ts';
import { type Sheet, sheets } from './catalogue.ts';
import { firstQuestion } from './questions.ts';
import type { Action, Decision, Kind, Rule, Subject, Viewer } from './rule.ts';

/** Do the viewer's own permissions reach? Their rights are the lesser of these and the grants. */
export function mayAct(rule: Rule, viewer: Viewer): boolean {
  for (const permission of rule.needs) if (!viewer.permissions.has(permission)) return false;
  return true;
}

/** Decide: the way in and what it opens, or null. */
export function decide<P extends string>(
  rule: Rule<P> | undefined,
  viewer: Viewer,
  subject: Subject<P>,
): Decision | null {
  if (!rule || !mayAct(rule, viewer)) return null;
  let question = firstQuestion(rule);
  while (question.asks !== null)
    question = question.asks(viewer, subject)
      ? (question.yes ?? question.follow(true))
      : (question.no ?? question.follow(false));
  return question.decision;
}

/** Decide, by name only. */
export const wayIn = <P extends string>(rule: Rule<P> | undefined, viewer: Viewer, subject: Subject<P>) =>
  decide(rule, viewer, subject)?.way ?? null;

/** Is a grantor's sheet this viewer's own, and theirs to set? */
export const mayKeep = (viewer: Viewer, sheet: Sheet, grantor: AgencyId): boolean =>
  viewer.agency === grantor && viewer.permissions.has(sheets[sheet].toSet);

/** Not named in `access.can`: what is done without a record, and what a call of its own asks for. */
const unnamed: readonly Action[] = ['create', 'reveal'];

/** Offer: the actions of a kind that this viewer may take on this record, as the reply's `access.can`. */
export const offers = <P extends string>(kind: Kind<P>, viewer: Viewer, subject: Subject<P>): Action[] =>
  (Object.keys(kind.actions) as Action[]).filter(
    (action) => !unnamed.includes(action) && decide(kind.actions[action], viewer, subject) !== null,
  );
