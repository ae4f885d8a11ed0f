import { sql } from 'kysely';
import type { Call } from '../http/call.ts';

/** Every logged change of one record of the own agency, newest first, at most 500. */
export async function readHistory(call: Call, kind: string, id: string) {
  const { rows } = await sql<Record<string, unknown>>`
    select e.id, e.at, e.action, e.before, e.after, e.way, p.id as person_id, p.name as person_name
    from audit_entry e left join person p on p.id = e.person_id
    where e.kind = ${kind} and e.record_id = ${id} order by e.id desc limit 500`.execute(call.db);
  return {
    items: rows.map((row) => ({
      id: String(row.id),
      at: row.at,
      action: row.action,
      user: row.person_id ? { id: row.person_id, name: row.person_name } : null,
      before: row.before ?? null,
      after: row.after ?? null,
      via: row.way ?? null,
    })),
    nextCursor: null,
  };
}
