/** Decide whether a viewer may act on one record, and offer the actions they may take. */
import type { AgencyId } from './agency.ts';
import { type Sheet, sheets } from './catalogue.ts';
import { everyPermission, type Permission } from './permissions.ts';
import { firstQuestion } from './questions.ts';
import { rowsOf } from './rows.ts';
import type { Action, Decision, Kind, Rule, Subject, Viewer } from './rule.ts';

function meetsNeeds(rule: Rule, viewer: Viewer): boolean {
  for (const permission of rule.needs) if (!viewer.permissions.has(permission)) return false;
  return true;
}

/** Do the viewer's own permissions reach for some way? Their rights are the lesser of these and the grants. */
export const mayAct = (rule: Rule, viewer: Pick<Viewer, 'permissions'>): boolean =>
  lacking(rule, viewer).permissions.length === 0;

/** Every permission that a rule or one of its ways asks for. */
export const permissionsOf = (rule: Rule): Permission[] => [
  ...new Set([...rule.needs, ...rowsOf(rule).flatMap(({ permissions }) => permissions)]),
];

/**
 * The permissions that a viewer lacks for every way of a rule; `any`: one of them would be enough, because the rule
 * itself needs none and each way asks for its own.
 */
export function lacking(
  rule: Rule,
  { permissions: held }: Pick<Viewer, 'permissions'>,
): { readonly permissions: Permission[]; readonly any: boolean } {
  const needed = rule.needs.filter((each) => !held.has(each));
  if (needed.length > 0) return { permissions: needed, any: false };
  const rows = rowsOf(rule);
  if (rows.length === 0 || rows.some(({ permissions }) => permissions.every((each) => held.has(each))))
    return { permissions: [], any: false };
  return { permissions: permissionsOf(rule).filter((each) => !held.has(each)), any: true };
}

/**
 * What a user of the viewer's agency has to hold to act on this record: what the rule and the first way open to the
 * agency ask for; null where none is.
 */
export function requiredFor<P extends string>(
  rule: Rule<P>,
  viewer: Omit<Viewer, 'permissions'>,
  subject: Subject<P>,
): Permission[] | null {
  const found = decide(rule, { ...viewer, permissions: everyPermission }, subject);
  const row = found && rowsOf(rule).find(({ name }) => name === found.way);
  return row ? [...new Set([...rule.needs, ...row.permissions])] : null;
}

/** Decide: the way in and what it opens, or null. */
export function decide<P extends string>(
  rule: Rule<P> | undefined,
  viewer: Viewer,
  subject: Subject<P>,
): Decision | null {
  if (!rule || !meetsNeeds(rule, viewer)) return null;
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
