/** List: which scopes a viewer may open, so that a list is one plain filter and the database needs no rule. */
import type { AgencyId } from './agency.ts';
import { allHold } from './conditions.ts';
import { mayAct } from './decide.ts';
import { type Row, rowsOf } from './rows.ts';
import type { RowCondition, Rule, Viewer } from './rule.ts';

/** A set of parties that records name, stored once: (author, place owner), or (owner). */
export interface Scope<P extends string = string> {
  readonly id: number;
  readonly parties: { readonly [K in P]: AgencyId };
}

/** Scopes that a way opens, for rows that meet its row conditions. */
export interface OpenScopes {
  readonly way: string;
  readonly fields: readonly string[] | null;
  readonly ids: readonly number[];
  readonly rows: readonly RowCondition[];
}

const within = (a: Row, b: Row) =>
  b.ofRecord.every((condition) => a.ofRecord.includes(condition)) &&
  (b.fields === null || (a.fields?.every((field) => b.fields?.includes(field)) ?? false));

/** For each row, the rows (one bit each) beside which it adds nothing; of two equal ones the first stays. */
const besideWhich = (rows: readonly Row[]): number[] =>
  rows.map((row, at) =>
    rows.reduce(
      (bits, other, index) =>
        index !== at && within(row, other) && (index < at || !within(other, row))
          ? bits | (1 << index)
          : bits,
      0,
    ),
  );

/**
 * List: the scopes each way opens to this viewer. A record is visible exactly when, for some entry, its scope is in
 * `ids` and its row meets `rows`. A way that adds neither rows nor fields to another full way of the same scope is
 * left out of that scope.
 */
export function openScopes<P extends string>(
  rule: Rule<P> | undefined,
  viewer: Viewer,
  scopes: readonly Scope<P>[],
): OpenScopes[] {
  if (!rule || !mayAct(rule, viewer)) return [];
  const rows = rowsOf(rule);
  const needless = besideWhich(rows);
  const ids: number[][] = rows.map(() => []);
  for (const scope of scopes) {
    let full = 0;
    for (let at = 0; at < rows.length; at++) if (allHold(rows[at]!.ofParties, viewer, scope)) full |= 1 << at;
    for (let at = 0; at < rows.length; at++)
      if (full & (1 << at) && !(full & needless[at]!)) ids[at]!.push(scope.id);
  }
  return rows
    .map(({ name, fields, ofRecord }, at) => ({ way: name, fields, rows: ofRecord, ids: ids[at]! }))
    .filter((each) => each.ids.length > 0);
}
