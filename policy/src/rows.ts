/** A rule as its uses walk it: its ways in order, taken apart once and not on every call. */
import type { Permission } from './permissions.ts';
import type { Condition, RowCondition, Rule, Way } from './rule.ts';

export interface Row {
  readonly name: string;
  /** Null: every field. */
  readonly fields: readonly string[] | null;
  readonly conditions: readonly Condition[];
  /** The permissions that it asks for beside those of its rule. */
  readonly permissions: readonly Permission[];
  /** Those that only look at who asks and who the record's parties are. */
  readonly ofParties: readonly Condition[];
  /** Those that look at the record itself. */
  readonly ofRecord: readonly RowCondition[];
}

const cache = new WeakMap<Rule, readonly Row[]>();

const isOfRecord = (condition: Condition): condition is RowCondition =>
  condition.is !== 'own' && condition.is !== 'granted' && condition.is !== 'holds';

const row = ([name, { fields, conditions }]: [string, Way]): Row => ({
  name,
  fields: fields ?? null,
  conditions,
  permissions: conditions.flatMap((each) => (each.is === 'holds' ? [each.permission] : [])),
  ofParties: conditions.filter((each) => !isOfRecord(each)),
  ofRecord: conditions.filter(isOfRecord),
});

/** A rule's rows, the same objects on every call. */
export function rowsOf(rule: Rule): readonly Row[] {
  const found = cache.get(rule);
  if (found) return found;
  const made = Object.entries(rule.ways).map(row);
  cache.set(rule, made);
  return made;
}
