import { sql } from 'kysely';
import type { Database } from '../../db/open.ts';
import { asSystem } from '../../db/system.ts';
import { serverChain } from './canonical.ts';

const pause = 250;
const batch = 5000;
const reportEvery = 3_600_000;

/** A chain that could not be gone on with, since when, and what the database said. */
interface Stalled {
  readonly chain: string;
  readonly since: string;
  readonly reason: string;
}

/** Seals committed entries, unless another node is at it. Answers how many it took on, and what cannot go on. */
const sealSome = (database: Database): Promise<{ sealed: number; stalled: readonly Stalled[] }> =>
  asSystem(database, async (db) => {
    const { rows } = await sql<{ sealed: number }>`select seal_entries(${batch}) as sealed`.execute(db);
    const stalled = await sql<Stalled>`select chain, since, reason from audit_stalled`.execute(db);
    return { sealed: rows[0]!.sealed, stalled: stalled.rows };
  });

/** Seals everything that is waiting; what another node has taken on is left to it. */
export async function sealAll(database: Database): Promise<void> {
  while ((await sealSome(database)).sealed > 0);
}

/** A chain holds up no other when it cannot be gone on with; that it cannot is for somebody to look at. */
class StalledChain extends Error {
  constructor({ chain, since, reason }: Stalled) {
    super(
      `The chain of the logs of ${chain === serverChain ? 'the server' : `agency ${chain}`} cannot be gone on with ` +
        `since ${since} (${reason}): someone wrote to the logs past the server. ` +
        'Its entries wait unsealed, other chains go on. Run "npx standpipe audit verify".',
    );
  }
}

export interface Sealer {
  close(): Promise<void>;
}

/**
 * Seals in the background, four times a second, on every node; the database lets one of them at a time. A node that
 * dies midway leaves nothing half done, and the next one goes on.
 * @param report hears the first fault of a row of faults, and of every stalled chain, again each hour
 */
export function openSealer(database: Database, report: (error: unknown) => void): Sealer {
  let closed = false;
  let failing = false;
  let working = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const reportedAt = new Map<string, number>();
  const tell = (stalled: readonly Stalled[]) => {
    for (const each of stalled) {
      if (Date.now() - (reportedAt.get(each.chain) ?? Number.NEGATIVE_INFINITY) < reportEvery) continue;
      reportedAt.set(each.chain, Date.now());
      report(new StalledChain(each));
    }
    for (const chain of reportedAt.keys())
      if (!stalled.some((each) => each.chain === chain)) reportedAt.delete(chain);
  };

  const work = async () => {
    try {
      for (let full = true; full && !closed; ) {
        const { sealed, stalled } = await sealSome(database);
        tell(stalled);
        full = sealed === batch;
      }
      failing = false;
    } catch (error) {
      if (!failing && !closed) report(error);
      failing = true;
    }
  };
  const next = () => {
    if (closed) return;
    timer = setTimeout(() => {
      working = work();
      void working.then(next);
    }, pause);
    timer.unref();
  };
  next();

  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await working;
    },
  };
}
