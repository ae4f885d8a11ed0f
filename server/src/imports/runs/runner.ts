import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Database } from '../../db/open.ts';
import { asSystem } from '../../db/system.ts';
import { asProblem } from '../../http/problems.ts';
import { rowsOf } from '../mapped.import.ts';
import { readUnits } from '../mapping/units.ts';
import { UnreadableFile } from '../readers/lines.ts';
import { conclude, type Item, MayNotGoOn, NotOurs, type Shift, settle } from './batch.ts';
import { ofAgency, storedFile } from './file.ts';
import { findJob, type JobRow } from './jobs.store.ts';
import { claimJob, releaseJob, renewLease, sweepJobs } from './leases.store.ts';
import type { ImportRunner } from './runner.type.ts';

const everySeconds = 2;
const leaseSeconds = 10;
const sweepEvery = 1800;
const atOnce = 2;
const batchSize = 250;

/**
 * Looks for imports that run and that no server is at work on, takes a lease on one, and does it batch by batch. The
 * lease is renewed with every batch and in between; who loses it writes nothing more.
 */
export function openRunner(database: Database, report: (error: unknown) => void): ImportRunner {
  const working = new Set<Promise<void>>();
  let closed = false;
  let looking: Promise<void> = Promise.resolve();
  let turns = 0;

  const look = async () => {
    while (!closed && working.size < atOnce) {
      const lease = newId();
      const job = await asSystem(database, (db) => claimJob(db, lease, leaseSeconds));
      if (!job) return;
      const shift: Shift = { database, job, lease, leaseSeconds, planned: new Set() };
      const work = goOn(shift, () => closed, report).finally(() => {
        working.delete(work);
        wake();
      });
      working.add(work);
    }
  };
  const wake = () => {
    looking = looking.then(look).catch(report);
  };
  const timer = setInterval(() => {
    wake();
    if (turns++ % (sweepEvery / everySeconds) === 0) asSystem(database, sweepJobs).catch(report);
  }, everySeconds * 1000);
  timer.unref();
  wake();

  return {
    wake,
    close: async () => {
      closed = true;
      clearInterval(timer);
      await looking;
      await Promise.all(working);
    },
  };
}

/** Works on an import until it is done, stopped, taken away, or the server closes. */
async function goOn(shift: Shift, closing: () => boolean, report: (error: unknown) => void): Promise<void> {
  const heartbeat = setInterval(
    () => {
      asSystem(shift.database, (db) => renewLease(db, shift.job.id, shift.lease, leaseSeconds)).catch(report);
    },
    (leaseSeconds * 1000) / 3,
  );
  heartbeat.unref();
  try {
    const row = await ofAgency(shift.database, shift.job.agency_id, (db) => findJob(db, shift.job.id));
    if (!row) return;
    if (await doBatches(shift, row, closing)) await conclude(shift, 'done', null);
    else await asSystem(shift.database, (db) => releaseJob(db, shift.job.id, shift.lease));
  } catch (error) {
    await giveUp(shift, error, report).catch(report);
  } finally {
    clearInterval(heartbeat);
  }
}

/** @returns false when the server closes before the file ends */
async function doBatches(shift: Shift, row: JobRow, closing: () => boolean): Promise<boolean> {
  const source = storedFile(shift.database, row);
  const { zone, ...home } = await homeOf(shift);
  const units = readUnits(() => rowsOf(source, row.file_format), row.kind, row.mapping, zone, home);
  let at = row.units;
  let passed = 0;
  let batch: Item[] = [];
  for await (const item of units) {
    if (passed++ < row.units) continue;
    batch.push(item);
    if (batch.length < batchSize) continue;
    if (closing()) return false;
    await settleCarefully(shift, at, batch);
    at += batch.length;
    batch = [];
  }
  if (closing()) return false;
  await settleCarefully(shift, at, batch);
  return true;
}

const homeOf = ({ database, job }: Shift) =>
  ofAgency(database, job.agency_id, async (db) => {
    const { rows } = await sql<{ zone: string; state: string; countyFips: string }>`
      select time_zone as zone, state, county_fips as "countyFips" from agency where id = ${job.agency_id}`.execute(
      db,
    );
    return rows[0]!;
  });

/** One row that the database refuses keeps none of the others out: the batch is halved until that row is alone. */
async function settleCarefully(shift: Shift, at: number, items: readonly Item[]): Promise<void> {
  try {
    await settle(shift, at, items);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (!/^2[23]/.test(code) || items.length === 0) throw error;
    if (items.length === 1) return settle(shift, at, items, unstorable);
    const half = Math.ceil(items.length / 2);
    await settleCarefully(shift, at, items.slice(0, half));
    await settleCarefully(shift, at + half, items.slice(half));
  }
}

const unstorable = 'cannot be stored as it is, or another record has its number or key';

async function giveUp(shift: Shift, error: unknown, report: (error: unknown) => void): Promise<void> {
  if (error instanceof NotOurs) return;
  if (error instanceof MayNotGoOn) return conclude(shift, 'stopped', error.message);
  if (error instanceof UnreadableFile) return conclude(shift, 'failed', `${error.message}.`);
  report(error);
  // A database that is away, or locks that others hold, pass: the lease runs out and some server goes on.
  if (asProblem(error).code !== 'internal') return;
  await conclude(shift, 'failed', 'Standpipe could not go on; the fault was logged.');
}
