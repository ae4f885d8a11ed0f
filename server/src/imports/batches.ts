import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Database, Db } from '../db/open.ts';
import { asSystem } from '../db/system.ts';
import { isRejected, type Rejected, type Row } from './readers/csv.ts';

/** What came of an import so far, by rows of the file (by departments for the registry). */
export interface Tally {
  created: number;
  changed: number;
  unchanged: number;
  rejected: number;
  /** Places made for permits that had none to be at. */
  placesCreated: number;
}

/** A row left out. The import itself knows only the line of those it refuses; the reader's carry the cells. */
export type Refusal = Rejected | { readonly line: number; readonly rejected: string };

export interface ImportRun {
  /** Finds out what would happen, in read-only transactions. */
  readonly dryRun?: boolean | undefined;
  /** Stops after this many rows. */
  readonly limit?: number | undefined;
  /** Rows in one transaction. */
  readonly batchSize?: number;
  readonly onProgress?: (soFar: Readonly<Tally>) => void;
  readonly onRejected?: (refusal: Refusal) => void | Promise<void>;
  /** What a person should look at, though nothing was rejected for it. */
  readonly onNote?: (line: number, note: string) => void;
}

/** What became of one row. */
export type Verdict = 'created' | 'changed' | 'unchanged' | { readonly rejected: string };

export interface BatchOutcome {
  /** One for each row, in the rows' order. */
  readonly verdicts: readonly Verdict[];
  readonly placesCreated?: number;
  /** Places of a file that were here already under another id or none. */
  readonly placesJoined?: number;
  /** What a person should look at, though nothing was rejected for it. */
  readonly warnings?: readonly string[];
  /** Partners whose places records of this batch came to, and partners who did not let one come. */
  readonly relied?: readonly AgencyId[];
  readonly shut?: readonly AgencyId[];
  /** Runs once the batch is committed: what it has learned for the batches that follow. */
  readonly learn?: () => void;
}

const rowsTogether = 500;

/** Somebody else wrote the same thing in between: the batch is judged anew on what stands now. */
const passing = new Set(['23505', '40001', '40P01', '55P03']);

/**
 * Takes the rows of a source in batches, each in a transaction of its own with its traces, so that an import cut short
 * keeps what it has done and goes on when it is run again.
 */
export async function importInBatches<Item extends { readonly line: number; readonly rows?: readonly Row[] }>(
  database: Database,
  source: AsyncIterable<Item | Rejected>,
  run: ImportRun,
  apply: (db: Db, items: readonly Item[]) => Promise<BatchOutcome>,
): Promise<Tally> {
  const tally: Tally = { created: 0, changed: 0, unchanged: 0, rejected: 0, placesCreated: 0 };
  const refuse = async (refusal: Refusal) => {
    tally.rejected += 1;
    await run.onRejected?.(refusal);
  };
  const settle = async (items: readonly Item[]) => {
    const { verdicts, placesCreated = 0, learn } = await applyPatiently(database, run, items, apply);
    learn?.();
    tally.placesCreated += placesCreated;
    for (const [at, verdict] of verdicts.entries()) {
      if (typeof verdict === 'string') tally[verdict] += 1;
      else
        for (const row of items[at]!.rows ?? [{ line: items[at]!.line }])
          await refuse({ ...row, rejected: verdict.rejected });
    }
    run.onProgress?.({ ...tally });
  };
  let batch: Item[] = [];
  let rows = 0;
  for await (const item of source) {
    if (rows++ === run.limit) break;
    if (isRejected(item)) await refuse(item);
    else batch.push(item);
    if (batch.length < (run.batchSize ?? rowsTogether)) continue;
    await settle(batch);
    batch = [];
  }
  if (batch.length > 0) await settle(batch);
  return tally;
}

const applyPatiently = <Item>(
  database: Database,
  run: ImportRun,
  items: readonly Item[],
  apply: (db: Db, items: readonly Item[]) => Promise<BatchOutcome>,
): Promise<BatchOutcome> =>
  patiently(() =>
    asSystem(database, async (db) => {
      if (run.dryRun) await sql`set transaction read only`.execute(db);
      return apply(db, items);
    }),
  );

/** Does a batch again when somebody else wrote the same thing in between. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 3 || !passing.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}
