/** Explain a decision: what holds, what does not, and what would open the record. */
import type { AgencyId } from './agency.ts';
import { holds } from './conditions.ts';
import { mayAct } from './decide.ts';
import { rowsOf } from './rows.ts';
import type { Condition, Rule, Subject, Viewer } from './rule.ts';

/** One way in, for one viewer and record: each condition with whether it is met (null: the asker may not know). */
export interface WayState {
  readonly name: string;
  readonly conditions: readonly { readonly condition: Condition; readonly met: boolean | null }[];
}

/**
 * Explain: every way with every condition, met or not. `knows` says which conditions the asker may know; another
 * agency's settings towards a third are not among them. `allowed` is null when the answer hangs on what the asker
 * may not know; `way` is the first one that the asker knows to be full.
 */
export function explain<P extends string>(
  rule: Rule<P>,
  viewer: Viewer,
  subject: Subject<P>,
  knows: (condition: Condition) => boolean = () => true,
): { readonly allowed: boolean | null; readonly way: string | null; readonly ways: WayState[] } {
  const ways = rowsOf(rule).map(({ name, conditions }) => ({
    name,
    conditions: conditions.map((condition) => ({
      condition,
      met: knows(condition) ? holds(condition, viewer, subject) : null,
    })),
  }));
  if (!mayAct(rule, viewer)) return { allowed: false, way: null, ways };
  const full = ways.find((each) => each.conditions.every(({ met }) => met === true));
  const closed = ways.every((each) => each.conditions.some(({ met }) => met === false));
  return { allowed: full ? true : closed ? false : null, way: full?.name ?? null, ways };
}

/** Do two conditions ask for one and the same? Where the author owns the place, one setting is both parties' grant. */
function sameAsk(a: Condition, b: Condition, subject: Subject): boolean {
  if (a.is !== 'granted' || b.is !== 'granted') return a === b;
  return subject.parties[a.by] === subject.parties[b.by] && a.module === b.module && a.level === b.level;
}

/**
 * Could somebody still meet it? Who a party is and what a record is about stay as they are, and nobody grants themselves
 * anything; which permissions the viewer holds is not asked here.
 */
const canBeMet = (condition: Condition, viewer: Viewer, subject: Subject): boolean =>
  condition.is === 'granted'
    ? (subject.parties[condition.by] as AgencyId) !== viewer.agency
    : !['own', 'holds', 'about'].includes(condition.is);

/**
 * The shortest lists of conditions that somebody could still meet to open the record, each list enough by itself;
 * empty when nobody can. The viewer's own permissions are not part of it.
 */
export function missing<P extends string>(
  rule: Rule<P>,
  viewer: Viewer,
  subject: Subject<P>,
): Condition<P>[][] {
  const same = (a: Condition, b: Condition) => sameAsk(a, b, subject);
  const lists = rowsOf(rule)
    .map(({ conditions }) => conditions.filter((each) => !holds(each, viewer, subject)))
    .filter((list) => list.every((each) => canBeMet(each, viewer, subject)))
    .map((list) => list.filter((each, at) => list.findIndex((other) => same(each, other)) === at));
  const shortest = lists.filter((list) => lists.every((other) => list.length <= other.length));
  const alike = (a: Condition[], b: Condition[]) => a.every((each) => b.some((other) => same(each, other)));
  return shortest.filter(
    (list, at) => shortest.findIndex((other) => alike(list, other)) === at,
  ) as Condition<P>[][];
}
