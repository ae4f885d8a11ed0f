import { type RawBuilder, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { kept } from '../db/connection.ts';
import type { Db } from '../db/open.ts';
import {
  type Candidates,
  type CandidateText,
  candidatesFor,
  type Lock,
  lockFor,
  type Opened,
  openedTo,
  readCandidates,
  type ScopedKind,
} from '../db/scopes.ts';
import { Totals } from '../db/totals.ts';
import { keyHash } from './keys.ts';
import { type Asker, askerOf, type Loaded, nobody, type Shown, shownTo } from './session.ts';

/** What is open, what it sets for row-level security, and how many records were last seen in it. */
interface Open {
  readonly opened: Opened;
  readonly lock: Lock;
  readonly totals: Totals;
}

/**
 * Who asked and what is open to them, read in one snapshot. It is kept from one read to the next, and counts only in
 * a transaction whose own snapshot shows that nothing it was read from has changed since.
 */
export class Sight {
  readonly asker: Asker;
  /** The scopes that the asker could possibly open. */
  readonly candidates: Candidates;
  /** Goes into the transaction's first statement, which fails where this no longer holds. */
  readonly held: RawBuilder<unknown>;
  private readonly opened = new Map<string, Open>();

  /**
   * @param seen the snapshot it was read in
   * @param until when the clock may change something of it; both as the database spells them
   */
  constructor(asker: Asker, candidates: Candidates, seen: string, until: string) {
    this.asker = asker;
    this.candidates = candidates;
    this.held = sql`, hold_sight(${seen}::pg_snapshot, ${until}::timestamptz)`;
  }

  /** What is open to them among these kinds, worked out once. */
  openTo(kinds: readonly ScopedKind[]): Open {
    const key = kinds.join();
    const known = this.opened.get(key);
    if (known) return known;
    const opened = openedTo(this.asker.viewer, kinds, this.candidates);
    const lock = lockFor(this.asker.agency?.id ?? nobody, opened);
    const made = { opened, lock, totals: new Totals() };
    this.opened.set(key, made);
    return made;
  }
}

/** Who is asking, the scopes they could open, and what it takes to keep that. @throws Problem as `loadAsker` does */
export async function loadSight(db: Db, shown: Shown): Promise<Sight> {
  const { rows } = await sql<{
    sight: (Loaded & { readonly seen: string; readonly until: string }) | null;
    candidates: CandidateText;
  }>`${kept} select sight, ${candidatesFor(sql`sight`)} as candidates
    from (select ${shownTo('sight', shown)} as sight offset 0) asked`.execute(db);
  const { sight, candidates } = rows[0]!;
  return new Sight(askerOf(shown, sight), readCandidates(candidates), sight!.seen, sight!.until);
}

/** The sights of those who asked lately, by what they showed. */
export interface Sights {
  find(shown: Shown): Sight | undefined;
  keep(shown: Shown, sight: Sight): void;
  drop(shown: Shown): void;
}

/** Scopes that are kept in all; one takes about 200 bytes. What was asked for longest ago goes first. */
const most = 250_000;
/** What an asker weighs beside their scopes. */
const alone = 50;

export function openSights(): Sights {
  const sights = new LRUCache<string, Sight>({
    maxSize: most,
    sizeCalculation: (sight) => alone + sight.candidates.scopes.length + sight.candidates.agencies.size,
  });
  const keyOf = ({ by, secret }: Shown) => `${by} ${keyHash(secret).toString('base64')}`;
  return {
    find: (shown) => sights.get(keyOf(shown)),
    keep: (shown, sight) => void sights.set(keyOf(shown), sight),
    drop: (shown) => void sights.delete(keyOf(shown)),
  };
}

/**
 * Forgets which transactions changed something, and sums up counters, as far as every server has seen it: what was kept
 * of a viewer before that is kept no longer. To be called once a minute, with what the call before the last one
 * answered.
 * @returns the snapshot seen now
 */
export async function trimKept(db: Db, seen: string | undefined): Promise<string> {
  if (seen) {
    await sql`delete from sight_change where tx < pg_snapshot_xmin(${seen}::pg_snapshot)`.execute(db);
    await sql`select fold_counts(${seen}::pg_snapshot)`.execute(db);
  }
  const { rows } = await sql<{ now: string }>`select pg_current_snapshot()::text as now`.execute(db);
  return rows[0]!.now;
}
