import { type RawBuilder, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { prepared } from '../db/connection.ts';
import { clusterIdOf } from '../db/life.ts';
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
} from '../db/scopes.ts';
import { Totals } from '../db/totals.ts';
import type { RecordKind } from '../kinds/kinds.ts';
import type { Shown } from './gis-credentials.ts';
import { keyHash } from './keys.ts';
import { type Asker, askerOf, type Loaded, nobody, shownTo } from './session.ts';

/** What is open, what it sets for row-level security, and how many records were last seen in it. */
interface Open {
  readonly opened: Opened;
  readonly lock: Lock;
  readonly totals: Totals;
}

/** When something was read, as the database spells it. */
interface Reading {
  /** The snapshot. */
  readonly seen: string;
  /** The id of the cluster that the snapshot's numbers belong to. */
  readonly life: string | null;
  /** When the clock may change something of it. */
  readonly until: string;
}

/**
 * Who asked and what is open to them, read in one snapshot. It is cached between reads, and counts only in
 * a transaction whose own snapshot shows that nothing it was read from has changed since.
 */
export class CachedViewer {
  readonly asker: Asker;
  /** The scopes that the asker could possibly open. */
  readonly candidates: Candidates;
  /** Goes into the transaction's first statement, which fails where this no longer holds. */
  readonly check: RawBuilder<unknown>;
  /** Whether there is a cluster id to check it against: right after a crash there is none for a moment. */
  readonly lasts: boolean;
  private readonly opened = new Map<string, Open>();

  constructor(asker: Asker, candidates: Candidates, { seen, until, life }: Reading) {
    this.asker = asker;
    this.candidates = candidates;
    this.check = sql`, hold_sight(${seen}::pg_snapshot, ${until}::timestamptz, ${life}::uuid)`;
    this.lasts = life !== null;
  }

  /** What is open to them among these kinds, worked out once. */
  openTo(kinds: readonly RecordKind[]): Open {
    const key = kinds.join();
    const cached = this.opened.get(key);
    if (cached) return cached;
    const opened = openedTo(this.asker.viewer, kinds, this.candidates);
    const lock = lockFor(this.asker.agency?.id ?? nobody, opened);
    const made = { opened, lock, totals: new Totals() };
    this.opened.set(key, made);
    return made;
  }
}

/** Who is asking, the scopes they could open, and what it takes to keep that. @throws Problem as `loadAsker` does */
export async function loadCachedViewer(db: Db, shown: Shown): Promise<CachedViewer> {
  const { rows } = await sql<{
    sight: (Loaded & Omit<Reading, 'life'>) | null;
    candidates: CandidateText;
    life: string | null;
  }>`${prepared} select sight, ${candidatesFor(sql`sight`)} as candidates, (select id from cluster_life) as life
    from (select ${shownTo('sight', shown)} as sight offset 0) asked`.execute(db);
  const { sight, candidates, life } = rows[0]!;
  return new CachedViewer(askerOf(shown, sight), readCandidates(candidates), { ...sight!, life });
}

/** Cached viewers of recent requests, by the credential shown. */
export interface ViewerCache {
  find(shown: Shown): CachedViewer | undefined;
  keep(shown: Shown, sight: CachedViewer): void;
  drop(shown: Shown): void;
}

/** Most scopes cached in all; one takes about 200 bytes. The least recently used goes first. */
const most = 250_000;
/** What an asker weighs beside their scopes. */
const alone = 75;
/** Nothing is cached for longer, in milliseconds of this process: the database's own limit goes by its clock. */
const longest = 60_000;

export function openViewerCache(): ViewerCache {
  const cache = new LRUCache<string, CachedViewer>({
    maxSize: most,
    ttl: longest,
    sizeCalculation: (sight) => alone + sight.candidates.scopes.length + sight.candidates.agencies.size,
  });
  const keyOf = ({ by, secret }: Shown) => `${by} ${keyHash(secret).toString('base64')}`;
  return {
    find: (shown) => cache.get(keyOf(shown)),
    keep: (shown, sight) => void (sight.lasts && cache.set(keyOf(shown), sight)),
    drop: (shown) => void cache.delete(keyOf(shown)),
  };
}

/** How old a snapshot must be, in milliseconds, for nothing cached to be older. */
const over = 2 * longest;

/**
 * Makes what forgets which transactions changed something, and sums up counters, as far as every server has seen it: as
 * far as a snapshot of this cluster shows that is older than anything cached. However often it is called,
 * it goes by the time between.
 * @param clock milliseconds, for the order of calls only
 */
export function openTrimmer(clock: () => number = () => performance.now()): (db: Db) => Promise<void> {
  let snapshots: readonly { readonly seen: string; readonly life: string; readonly at: number }[] = [];
  return async (db) => {
    const life = await clusterIdOf(db);
    const { rows } = await sql<{ seen: string }>`select pg_current_snapshot()::text as seen`.execute(db);
    const at = clock(); // taken afterwards: however long that took, no snapshot counts as older than it is
    snapshots = [...snapshots.filter((each) => each.life === life), { seen: rows[0]!.seen, life, at }];
    const old = snapshots.findLast((each) => at - each.at >= over);
    if (!old) return;
    await sql`delete from sight_change where tx < pg_snapshot_xmin(${old.seen}::pg_snapshot)`.execute(db);
    await sql`select fold_counts(${old.seen}::pg_snapshot)`.execute(db);
    snapshots = snapshots.filter((each) => each.at > old.at);
  };
}
