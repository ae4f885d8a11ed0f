import type { FieldEdit } from '@standpipe/contract';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** A draft beside a published plan, as it is written. */
export interface DraftRow extends FieldEdit {
  readonly prePlanId: string;
  readonly ownerId: string;
  /** Null: there is none any more, and only its version counts on. */
  readonly status: 'draft' | 'pendingApproval' | null;
}

/** Writes a draft that is still at the version the client has seen. False: somebody was faster. */
export async function saveDraft(db: Db, draft: DraftRow, seen: number | null): Promise<boolean> {
  const [changes, base] = [JSON.stringify(draft.changes), JSON.stringify(draft.base)];
  const { rows } = await sql`
    insert into pre_plan_draft as d (pre_plan_id, owner_id, version, status, changes, base)
    values (${draft.prePlanId}, ${draft.ownerId}, 1, ${draft.status}, ${changes}::jsonb, ${base}::jsonb)
    on conflict (pre_plan_id) do update set version = d.version + 1, status = excluded.status,
      changes = excluded.changes, base = excluded.base, updated_at = now()
    where d.version = ${seen ?? 0}
    returning pre_plan_id`.execute(db);
  return rows.length === 1;
}

/** Takes away a draft that is still at that version. False: somebody was faster. */
export async function removeDraft(db: Db, prePlanId: string, seen: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from pre_plan_draft where pre_plan_id = ${prePlanId} and version = ${seen}`.execute(db);
  return numAffectedRows === 1n;
}
