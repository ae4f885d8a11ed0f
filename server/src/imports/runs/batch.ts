import { importKinds } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import { logChanges } from '../../audit/audit.store.ts';
import { lockSharing } from '../../db/locks.ts';
import type { Database, Db } from '../../db/open.ts';
import { openFor } from '../../db/scopes.ts';
import { type BatchOutcome, patiently, type Verdict } from '../batches.ts';
import { beginBatch, type Importer } from '../importer.ts';
import { applyUnits } from '../mapped.import.ts';
import type { Unit } from '../mapping/units.ts';
import { isRejected, type Rejected } from '../readers/csv.ts';
import { findJob, insertRejections, type JobRow, type RejectedRow, updateJob } from './jobs.store.ts';
import { lacking, neededFor } from './rights.ts';
import { loadStarter } from './starter.store.ts';

/** The import is no longer this server's to go on with: it was stopped, taken over or deleted. */
export class NotOurs extends Error {}

/** The import may not go on, and nothing of this batch is written. */
export class MayNotGoOn extends Error {}

export type Item = Unit | Rejected;

/** Keeps what one server is doing on one import. */
export interface Shift {
  readonly database: Database;
  readonly job: Pick<JobRow, 'id' | 'agency_id'>;
  readonly lease: string;
  readonly leaseSeconds: number;
  /** Places that the dry run has counted as made already. */
  readonly planned: Set<string>;
}

const isUnit = (item: Item): item is Unit => !isRejected(item);

/**
 * Does one batch and stores how far the import has come, both or neither. A dry run decides in a transaction that the
 * database keeps from writing, and then stores what came of it.
 * @param refusal rejects all of them without trying
 * @throws NotOurs, MayNotGoOn
 */
export async function settle(
  shift: Shift,
  at: number,
  items: readonly Item[],
  refusal?: string,
): Promise<void> {
  const { database, job } = shift;
  await patiently(async () => {
    const judged = await database.viewer
      .transaction()
      .execute(async (db): Promise<{ dry: boolean; outcome: BatchOutcome }> => {
        const dry = await isDry(db, job.agency_id, job.id);
        if (dry) await sql`set transaction read only`.execute(db);
        const row = await ours(db, shift, at, !dry);
        const units = items.filter(isUnit);
        const outcome = refusal
          ? { verdicts: units.map(() => ({ rejected: refusal })) }
          : await judge(db, shift, row, units);
        if (!dry) await store(db, shift, row, items, outcome);
        return { dry, outcome };
      });
    if (judged.dry)
      await database.viewer.transaction().execute(async (db) => {
        await actFor(db, job.agency_id);
        await store(db, shift, await ours(db, shift, at, true), items, judged.outcome);
      });
    judged.outcome.learn?.();
  });
}

const actFor = async (db: Db, agency: AgencyId) => {
  await sql`select set_config('standpipe.agency', ${agency}, true)`.execute(db);
};

async function isDry(db: Db, agency: AgencyId, id: string): Promise<boolean> {
  await actFor(db, agency);
  const row = await db.selectFrom('import_job').select('dry_run').where('id', '=', id).executeTakeFirst();
  if (!row) throw new NotOurs();
  return row.dry_run;
}

/** The import, while it is this server's and stands where this batch begins. Locks are taken in the order of all writes. */
async function ours(db: Db, { job, lease }: Shift, at: number, hold: boolean): Promise<JobRow> {
  await beginBatch(db, job.agency_id);
  const row = await findJob(db, job.id, hold);
  if (row?.status !== 'running' || row.lease !== lease || row.units !== at) throw new NotOurs();
  return row;
}

/** Who started it, if they still may. @throws MayNotGoOn */
export async function requireStarter(db: Db, row: JobRow): Promise<Importer> {
  const starter = await loadStarter(db, row);
  if (typeof starter === 'string') throw new MayNotGoOn(starter);
  const missing = lacking(starter.importer.viewer, neededFor(row.kind, row.mapping));
  if (missing.length > 0) throw new MayNotGoOn(`${starter.name} no longer holds ${missing.join(' and ')}.`);
  return starter.importer;
}

async function judge(db: Db, shift: Shift, row: JobRow, units: readonly Unit[]): Promise<BatchOutcome> {
  const importer = await requireStarter(db, row);
  if (units.length === 0) return { verdicts: [] };
  await openFor(db, importer.viewer, importKinds, row.agency_id);
  const { kind, mapping, dry_run: dry } = row;
  const outcome = await applyUnits(db, importer, units, {
    kind,
    mapping,
    write: !dry,
    planned: shift.planned,
  });
  const gone = outcome.shut?.find((owner) => row.relied.includes(owner));
  if (gone) {
    const owner = await db.selectFrom('agency').select('name').where('id', '=', gone).executeTakeFirst();
    throw new MayNotGoOn(`${owner?.name} no longer opens its places for ${row.kind}s of this agency.`);
  }
  return outcome;
}

/** The rows that this batch left out, as they are kept. */
function rejectionsOf(items: readonly Item[], verdicts: readonly Verdict[]): RejectedRow[] {
  const judged = verdicts[Symbol.iterator]();
  return items.flatMap((item): RejectedRow[] => {
    if (isRejected(item))
      return [{ line: item.line, reason: item.rejected, cells: item.row, rest: item.rest ?? null }];
    const verdict = judged.next().value as Verdict;
    if (typeof verdict === 'string') return [];
    return item.rows.map(({ line, row }) => ({ line, reason: verdict.rejected, cells: row, rest: null }));
  });
}

async function store(
  db: Db,
  { lease, leaseSeconds }: Shift,
  row: JobRow,
  items: readonly Item[],
  { verdicts, placesCreated = 0, placesJoined = 0, relied = [], warnings = [] }: BatchOutcome,
): Promise<void> {
  const rejections = rejectionsOf(items, verdicts);
  await insertRejections(db, row, rejections);
  const came = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length;
  const rows = items.reduce((sum, item) => sum + (isUnit(item) ? item.rows.length : 1), 0);
  await updateJob(db, row.id, {
    units: row.units + items.length,
    rows_read: row.rows_read + rows,
    created: row.created + came('created'),
    changed: row.changed + came('changed'),
    unchanged: row.unchanged + came('unchanged'),
    rejected: row.rejected + rejections.length,
    places_created: row.places_created + placesCreated,
    places_joined: row.places_joined + placesJoined,
    warnings: JSON.stringify(countWarnings(row.warnings, items.filter(isUnit), verdicts, warnings)),
    relied: [...new Set([...row.relied, ...relied])],
    lease,
    leased_until: sql<string>`now() + ${leaseSeconds} * interval '1 second'`,
  });
}

const mostWarnings = 40;
const others = 'Further rows with a warning';

/** The warnings so far with those of a batch, each with its rows; past so many different ones the rest is one. */
function countWarnings(
  before: readonly { readonly text: string; readonly rows: number }[],
  units: readonly Unit[],
  verdicts: readonly Verdict[],
  outcome: readonly string[],
): { text: string; rows: number }[] {
  const counts = new Map(before.map(({ text, rows }) => [text, rows]));
  const taken = units.filter((_, at) => typeof verdicts[at] === 'string');
  for (const text of [
    ...taken.flatMap(({ mapped }) => mapped.flatMap((each) => each.warnings ?? [])),
    ...outcome,
  ]) {
    const name = counts.has(text) || counts.size < mostWarnings ? text : others;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([text, rows]) => ({ text, rows }));
}

/** How an import ended, for good or until somebody resumes it; the person who started it is named in the log. */
export async function conclude(
  { database, job, lease }: Shift,
  status: 'done' | 'stopped' | 'failed',
  reason: string | null,
): Promise<void> {
  await database.viewer.transaction().execute(async (db) => {
    await actFor(db, job.agency_id);
    await lockSharing(db, [job.agency_id], 'share');
    const row = await findJob(db, job.id, true);
    if (row?.status !== 'running' || row.lease !== lease) return;
    await updateJob(db, job.id, {
      status,
      reason,
      lease: null,
      leased_until: null,
      finished_at: sql<string>`now()`,
      ...(status === 'done' && { rows_total: row.rows_read }),
    });
    const { created, changed, unchanged, rejected, dry_run: dryRun } = row;
    const person = { id: row.started_by! };
    const asker = { person, credential: row.credential ?? '', agency: { id: job.agency_id } };
    await logChanges({ db, asker }, [
      {
        action: status === 'done' ? 'finish' : 'stop',
        kind: 'import',
        id: job.id,
        after: { status, dryRun, created, changed, unchanged, rejected, ...(reason && { reason }) },
        agency: job.agency_id,
      },
    ]);
  });
}
