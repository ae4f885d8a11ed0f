import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Fix } from './fixes.ts';

/** A unit as far as its fixes need it. */
export interface Tracked {
  readonly id: string;
  readonly owner_id: AgencyId;
  readonly scope_id: number;
  readonly signed_in_at: string | null;
}

/** The unit, whose sign-in stands still until this transaction ends. */
export async function lockTracked(db: Db, id: string): Promise<Tracked | null> {
  const { rows } = await sql<Tracked>`
    select id, owner_id, scope_id, signed_in_at from unit where id = ${id} for share`.execute(db);
  return rows[0] ?? null;
}

/** Adds fixes to the history of the last day; one that is there already is not doubled. */
export async function addFixes(db: Db, { id, owner_id }: Tracked, fixes: readonly Fix[]): Promise<void> {
  await sql`insert into unit_fix (unit_id, owner_id, at, lng, lat, speed, course, accuracy)
    select ${id}::uuid, ${owner_id}::uuid, at, lng, lat, speed, course, accuracy
    from jsonb_to_recordset(${JSON.stringify(fixes)}::jsonb)
      as f (at timestamptz, lng float8, lat float8, speed float8, course float8, accuracy float8)
    where at > now() - interval '24 hours'
    on conflict (unit_id, at) do nothing`.execute(db);
}

/** Makes a fix the live one unless a newer one is; that the unit was heard counts in any case. */
export async function setPosition(db: Db, unit: Tracked, fix: Fix | null): Promise<void> {
  if (!fix) {
    await sql`update unit_position set heard_at = clock_timestamp() where unit_id = ${unit.id}`.execute(db);
    return;
  }
  const newer = (column: string) =>
    sql`${sql.ref(column)} = case when excluded.at > p.at then ${sql.ref(`excluded.${column}`)}
      else ${sql.ref(`p.${column}`)} end`;
  await sql`insert into unit_position as p (unit_id, scope_id, owner_id, at, lng, lat, speed, course, accuracy)
    values (${unit.id}, ${unit.scope_id}, ${unit.owner_id}, ${fix.at}, ${fix.lng}, ${fix.lat}, ${fix.speed},
      ${fix.course}, ${fix.accuracy})
    on conflict (unit_id) do update set heard_at = clock_timestamp(),
      ${sql.join(['lng', 'lat', 'speed', 'course', 'accuracy'].map(newer))},
      at = greatest(excluded.at, p.at)`.execute(db);
}

export async function removePosition(db: Db, id: string): Promise<void> {
  await sql`delete from unit_position where unit_id = ${id}`.execute(db);
}

export interface TrackRow {
  readonly at: string;
  readonly received_at: string;
  readonly lng: number;
  readonly lat: number;
  readonly speed: number | null;
  readonly course: number | null;
  readonly accuracy: number | null;
  readonly crew_id: string | null;
  readonly crew_name: string | null;
}

/** Fixes of the last 24 hours, newest first, each with the crew of its own time; `limit + 1` where there are more. */
export async function listFixes(
  db: Db,
  id: string,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<TrackRow[]> {
  const { rows } = await sql<TrackRow>`
    select f.at, f.received_at, f.lng, f.lat, f.speed, f.course, f.accuracy, p.id as crew_id, p.name as crew_name
    from unit_fix f
      left join lateral (select s.person_id, s.signed_out_at from unit_sign_in s
        where s.unit_id = f.unit_id and s.signed_in_at <= f.at order by s.signed_in_at desc limit 1) s
        on s.signed_out_at is null or s.signed_out_at > f.at
      left join person p on p.id = s.person_id
    where f.unit_id = ${id} and f.at > now() - interval '24 hours'
      ${before === null ? sql`` : sql`and f.at < ${before}::timestamptz`}
    order by f.at desc limit ${limit + 1}`.execute(db);
  return rows;
}

/** Deletes fixes older than a day, and sign-ins that no fix belongs to any more. */
export async function deleteOldFixes(db: Db): Promise<void> {
  await sql`delete from unit_fix where at < now() - interval '24 hours'`.execute(db);
  await sql`delete from unit_sign_in where signed_out_at < now() - interval '30 days'`.execute(db);
}
