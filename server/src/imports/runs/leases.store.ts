import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../../db/open.ts';

const until = (seconds: number) => sql`now() + ${seconds} * interval '1 second'`;

/** Takes the import that has waited longest of those that run and that no server is at work on. */
export async function claimJob(
  db: Db,
  lease: string,
  seconds: number,
): Promise<{ readonly id: string; readonly agency_id: AgencyId } | null> {
  // A dry run leaves nothing but its figures, and is begun anew by who takes it over: what it planned is not kept.
  const { rows } = await sql<{ id: string; agency_id: AgencyId }>`
    with free as (
      select id, dry_run and units > 0 as anew from import_job
      where status = 'running' and (lease is null or leased_until < now())
      order by started_at, id limit 1 for update skip locked),
    cleared as (delete from import_rejection r using free f where f.anew and r.import_id = f.id)
    update import_job j set lease = ${lease}, leased_until = ${until(seconds)},
      units = case when anew then 0 else units end, rows_read = case when anew then 0 else rows_read end,
      created = case when anew then 0 else created end, changed = case when anew then 0 else changed end,
      unchanged = case when anew then 0 else unchanged end, rejected = case when anew then 0 else rejected end,
      places_created = case when anew then 0 else places_created end
    from free f where j.id = f.id returning j.id, j.agency_id`.execute(db);
  return rows[0] ?? null;
}

export const renewLease = (db: Db, id: string, lease: string, seconds: number) =>
  sql`update import_job set leased_until = ${until(seconds)} where id = ${id} and lease = ${lease}`.execute(
    db,
  );

/** Lets another server go on at once. */
export const releaseJob = (db: Db, id: string, lease: string) =>
  sql`update import_job set lease = null, leased_until = null where id = ${id} and lease = ${lease}`.execute(
    db,
  );

/** Deletes imports whose time is over, with file and rejected rows, and uploads that never came to an end. */
export const sweepJobs = (db: Db) =>
  sql`delete from import_job where status <> 'running'
    and (kept_until < now() or (not uploaded and created_at < now() - interval '1 day'))`.execute(db);
