import { sql } from 'kysely';
import type { RecordKind } from '../kinds/kinds.ts';
import { prepared } from './connection.ts';
import type { Db } from './open.ts';

/** How many records there are, and the snapshot that shows so many, as the database spells it. */
export interface Total {
  readonly n: number;
  readonly seen: string;
}

/** The cached totals when a transaction began, none newer than its snapshot, and where to store what it learns. */
export interface CachedTotals {
  find(asked: string): Total | undefined;
  keep(asked: string, total: Total): void;
}

/** Most totals cached for one viewer and kind; the oldest goes first. */
const most = 16;

/** Totals of what is open to one viewer, cached between reads. They are valid only as long as the opened scopes are. */
export class Totals {
  private readonly learned = new Map<string, Total>();

  /** To be taken before the transaction's first statement. */
  now(): CachedTotals {
    const snapshot = new Map(this.learned);
    return {
      find: (asked) => snapshot.get(asked),
      keep: (asked, total) => {
        this.learned.delete(asked);
        this.learned.set(asked, total);
        if (this.learned.size > most) this.learned.delete(this.learned.keys().next().value!);
      },
    };
  }
}

/**
 * The same total in this snapshot, if no counter that the viewer sees has changed since the total's own; else null.
 * Every statement that changes a count leaves a row with its transaction's number, and such a row stays for as long as
 * what is open to a viewer is cached (migrations/0032-kept-totals.ts). What a snapshot does not show are the transactions
 * that were still to begin, and those that it names as running.
 */
export async function stillHolds(db: Db, kind: RecordKind, { n, seen }: Total): Promise<Total | null> {
  // The upper end says nothing new; without it the planner takes “since” for a third of all counters.
  const { rows } = await sql<{ seen: string; changed: boolean }>`${prepared} select
    pg_current_snapshot()::text as seen,
    exists (select from record_count t where t.kind = ${kind}
      and t.tx >= pg_snapshot_xmax(${seen}::pg_snapshot) and t.tx < pg_snapshot_xmax(pg_current_snapshot()))
    or exists (select from record_count t where t.kind = ${kind}
      and t.tx = any (array(select pg_snapshot_xip(${seen}::pg_snapshot)))) as changed`.execute(db);
  const now = rows[0]!;
  return now.changed ? null : { n, seen: now.seen };
}
