import type { AgencyId } from '@standpipe/policy';
import type { Insertable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { PrePlanAttachmentTable } from '../db/tables/records.ts';

/** An attachment without its bytes. */
export interface AttachmentRow {
  readonly id: string;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly by_agency: AgencyId;
  readonly agency_name: string;
  readonly agency_color: string;
  readonly type: 'image/jpeg' | 'application/pdf';
  readonly category: 'sitePlan' | 'floorPlan' | 'photo' | 'sds' | 'other';
  readonly caption: string;
  readonly side: 'A' | 'B' | 'C' | 'D' | null;
  readonly floor: string | null;
  readonly position: number;
  readonly width: number;
  readonly height: number;
  readonly pages: number;
  readonly size: number;
}

const select = sql`select t.id, t.version, t.created_at, t.updated_at, t.by_agency, a.name as agency_name,
    a.color as agency_color, t.type, t.category, t.caption, t.side, t.floor, t.position, t.width, t.height, t.pages,
    t.size
  from pre_plan_attachment t join agency a on a.id = t.by_agency`;

/** The attachments of a plan in their order. */
export async function listAttachments(db: Db, plan: string): Promise<AttachmentRow[]> {
  const { rows } = await sql<AttachmentRow>`${select} where t.pre_plan_id = ${plan}
    order by t.position, t.id`.execute(db);
  return rows;
}

export async function findAttachment(db: Db, plan: string, id: string): Promise<AttachmentRow | undefined> {
  const { rows } = await sql<AttachmentRow>`${select} where t.pre_plan_id = ${plan} and t.id = ${id}`.execute(
    db,
  );
  return rows[0];
}

/** An attachment's bytes, small or as they were stored. */
export async function readFileOf(
  db: Db,
  id: string,
  size: 'preview' | 'original',
): Promise<Buffer | undefined> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select ${sql.ref(size)} as bytes from pre_plan_attachment where id = ${id}`.execute(db);
  return rows[0]?.bytes;
}

export const insertAttachment = (db: Db, row: Insertable<PrePlanAttachmentTable>) =>
  db.insertInto('pre_plan_attachment').values(row).execute();

/** @returns false when somebody else changed it first */
export async function updateAttachment(
  db: Db,
  { id, version }: AttachmentRow,
  columns: Updateable<PrePlanAttachmentTable>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('pre_plan_attachment')
    .set({ ...columns, version: version + 1, updated_at: new Date().toISOString() })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** @returns false when somebody else changed it first */
export async function deleteAttachment(db: Db, { id, version }: AttachmentRow): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('pre_plan_attachment')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Lets one transaction at a time add to a plan, until this one ends. */
export async function lockAttachments(db: Db, plan: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('attachments:' || ${plan}::text, 0))`.execute(db);
}
