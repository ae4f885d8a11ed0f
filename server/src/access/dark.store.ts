import type { AgencyId } from '@standpipe/policy';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../db/tables.ts';

/** The kinds of record that can stand at another agency's place. */
export type DarkKind = 'permit' | 'inspection';

const own: Record<DarkKind, RawBuilder<unknown>> = {
  permit: sql`t.class, t.description, t.issued_on, t.expires_on, t.edition, t.section,
    t.holder, t.contact_name, t.contact_phone, t.contact_email, t.fee_cents / 100.0 as fee`,
  inspection: sql`t.scheduled_for, t.started_at, t.completed_at, t.checklist, t.violations, t.reopened_reason,
    (select p.name from person p where p.id = t.assigned_person) as assignee`,
};

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
  kind: DarkKind,
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
          ${own[kind]}
        from ${sql.table(kind)} t where t.scope_id = ${scopeId} and t.author_id = ${agency} ${later}
        order by t.created_at, t.id limit ${batch}`.execute(db);
      return found;
    });
    yield* rows;
    after = rows.at(-1);
    if (rows.length < batch) return;
  }
}
