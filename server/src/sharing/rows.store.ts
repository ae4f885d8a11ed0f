import type { AgencyId, Levels, Sheet } from '@standpipe/policy';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';

/** A row as it is to stand from now on. */
export interface WantedRow {
  readonly partner: AgencyId;
  readonly levels: Levels;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

/**
 * The instant at which a save takes effect, to the microsecond. Not now(): a save that waited for the lock began
 * before the one it waited for, and a period cannot end before it began.
 */
async function momentOf(db: Db): Promise<string> {
  const { rows } = await sql<{ at: string }>`select clock_timestamp()::text as at`.execute(db);
  return rows[0]!.at;
}

const closed = (at: string) => sql`tstzrange(lower(g.valid), greatest(${at}::timestamptz, lower(g.valid)))`;

/** Stores rows of one sheet: makes those that are missing, closes each grant that changes and opens its successor. */
export async function storeRows(
  db: Db,
  sheet: Sheet,
  grantor: AgencyId,
  setBy: string,
  rows: readonly WantedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const at = await momentOf(db);
  const wanted = JSON.stringify(
    rows.map(({ partner, startsAt, endsAt }) => ({
      id: newId(),
      partner,
      starts_at: startsAt,
      ends_at: endsAt,
    })),
  );
  const grants = JSON.stringify(
    rows.flatMap(({ partner, levels }) =>
      Object.entries(levels).map(([module, level]) => ({ id: newId(), partner, module, level })),
    ),
  );
  const open = sql`r.sheet = ${sheet} and r.grantor_id = ${grantor} and r.partner_id = w.partner and r.ended_at is null`;
  await sql`update share_row r
    set version = r.version + 1, starts_at = w.starts_at, ends_at = w.ends_at, updated_at = now(), saved_by = ${setBy}
    from jsonb_to_recordset(${wanted}::jsonb) as w (partner uuid, starts_at timestamptz, ends_at timestamptz)
    where ${open}`.execute(db);
  // A row that comes back counts on from its last version: a page loaded in its earlier life is stale.
  await sql`insert into share_row (id, sheet, grantor_id, partner_id, version, starts_at, ends_at, saved_by)
    select w.id, ${sheet}, ${grantor}, w.partner,
      1 + coalesce((select max(old.version) from share_row old
        where old.sheet = ${sheet} and old.grantor_id = ${grantor} and old.partner_id = w.partner), 0),
      w.starts_at, w.ends_at, ${setBy}
    from jsonb_to_recordset(${wanted}::jsonb) as w (id uuid, partner uuid, starts_at timestamptz, ends_at timestamptz)
    where not exists (select from share_row r where ${open})`.execute(db);
  await sql`update share_grant g set valid = ${closed(at)}
    from share_row r, jsonb_to_recordset(${grants}::jsonb) as w (partner uuid, module text, level text)
    where ${open} and g.row_id = r.id and g.module = w.module and g.level <> w.level and upper_inf(g.valid)`.execute(
    db,
  );
  await sql`insert into share_grant (id, row_id, grantor_id, partner_id, module, level, valid, set_by)
    select w.id, r.id, ${grantor}, w.partner, w.module, w.level, tstzrange(${at}::timestamptz, null), ${setBy}
    from share_row r, jsonb_to_recordset(${grants}::jsonb) as w (id uuid, partner uuid, module text, level text)
    where ${open} and w.level <> 'none'
      and not exists (select from share_grant g where g.row_id = r.id and g.module = w.module and upper_inf(g.valid))`.execute(
    db,
  );
}

/** Ends rows: they leave the sheet, and every grant on them closes. */
export async function endRows(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const at = await momentOf(db);
  await sql`update share_grant g set valid = ${closed(at)}
    where g.row_id = any (${ids}::uuid[]) and upper_inf(g.valid)`.execute(db);
  await sql`update share_row set ended_at = ${at}::timestamptz, updated_at = now()
    where id = any (${ids}::uuid[]) and ended_at is null`.execute(db);
}

/** Counts the User sheet on as one table. */
export async function bumpTable(db: Db, agency: AgencyId): Promise<void> {
  await sql`insert into share_sheet (agency_id, version) values (${agency}, 1)
    on conflict (agency_id) do update set version = share_sheet.version + 1`.execute(db);
}

/**
 * Holds still who stands on whose Client sheet: a save shares this, whoever ends unlisted rows takes it alone. So no
 * row is saved for a partner that leaves the sheet at the same moment.
 */
export async function holdListing(db: Db, mode: 'share' | 'change'): Promise<void> {
  const lock = mode === 'share' ? sql.raw('pg_advisory_xact_lock_shared') : sql.raw('pg_advisory_xact_lock');
  await sql`select ${lock}(hashtextextended('listing', 732))`.execute(db);
}
