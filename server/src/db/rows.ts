import { sql } from 'kysely';
import { ownColumn } from '../kinds/entry.ts';
import { kinds, type RecordKind } from '../kinds/kinds.ts';

/**
 * The columns of a record as every store reads it: its own, and what its kind shows of other rows. They are named
 * because a prepared plan does not outlive a change of what "all columns" means.
 */
export function rowColumns(kind: RecordKind) {
  const { columns, joined } = kinds[kind];
  return sql`${sql.raw(columns.map((name) => `t.${name}`).join(', '))}${joined?.columns ? sql`, ${joined.columns}` : sql``}`;
}

/** The joins behind `rowColumns`. */
export const rowJoins = (kind: RecordKind) => kinds[kind].joined?.joins ?? sql``;

/** The names of a record's agencies, as columns. Lists take them from the open scopes. */
export interface AgencyNames {
  readonly agency_name: string;
  readonly agency_color: string;
  readonly owner_name: string;
  readonly owner_color: string;
}

export const agencyColumns = sql`author.name as agency_name, author.color as agency_color,
  owner.name as owner_name, owner.color as owner_color`;

/** The joins behind `agencyColumns`. */
export const agencyJoins = (kind: RecordKind) =>
  sql`join agency author on author.id = t.${sql.ref(ownColumn(kinds[kind]))}
    join agency owner on owner.id = t.owner_id`;
