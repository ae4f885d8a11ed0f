import type { AgencyId } from '@standpipe/policy';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.ts';
import { kinds, type RecordKind } from '../kinds/kinds.ts';

export type DarkRow = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly created_at: string;
  readonly status: string;
  readonly withheld: boolean;
  readonly place_withheld: boolean;
};

const batch = 500;

/**
 * Reads an agency's own records in one scope that is closed to it, oldest first, a batch at a time. Each batch is a
 * transaction of its own, in which row-level security opens this one scope and nothing else.
 */
export async function* readScope(
  database: Kysely<Tables>,
  agency: AgencyId,
  kind: RecordKind,
  scopeId: number,
): AsyncGenerator<DarkRow> {
  let after: DarkRow | undefined;
  for (;;) {
    const rows = await database.transaction().execute(async (db) => {
      await sql`select set_config('standpipe.agency', ${agency}, true),
        set_config(${`standpipe.${kind}_scopes`}, ${`{${scopeId}}`}, true)`.execute(db);
      const later = after
        ? sql`and (t.created_at, t.id) > (${after.created_at}::timestamptz, ${after.id}::uuid)`
        : sql``;
      const { rows: found } = await sql<DarkRow>`
        select t.id, t.number, t.type, t.status, t.notes, t.withheld, t.place_withheld, t.created_at, t.updated_at,
          ${kinds[kind].custody!}
        from ${sql.table(kinds[kind].table)} t where t.scope_id = ${scopeId} and t.author_id = ${agency} ${later}
        order by t.created_at, t.id limit ${batch}`.execute(db);
      return found;
    });
    yield* rows;
    after = rows.at(-1);
    if (rows.length < batch) return;
  }
}
