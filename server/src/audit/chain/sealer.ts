import { sql } from 'kysely';
import type { Database } from '../../db/open.ts';
import { asSystem } from '../../db/system.ts';

const pause = 250;
const batch = 5000;

/** Seals committed entries, unless another node is at it. Answers how many it sealed. */
export const sealSome = (database: Database, most = batch): Promise<number> =>
  asSystem(database, async (db) => {
    const { rows } = await sql<{ sealed: number }>`select seal_entries(${most}) as sealed`.execute(db);
    return rows[0]!.sealed;
  });

/** Seals everything that is waiting; what another node has taken on is left to it. */
export async function sealAll(database: Database): Promise<void> {
  while ((await sealSome(database)) > 0);
}

export interface Sealer {
  close(): Promise<void>;
}

/**
 * Seals in the background, four times a second, on every node; the database lets one of them at a time. A node that
 * dies midway leaves nothing half done, and the next one goes on.
 * @param report hears the first fault of a row of faults
 */
export function openSealer(database: Database, report: (error: unknown) => void): Sealer {
  let closed = false;
  let failing = false;
  let working = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const work = async () => {
    try {
      while (!closed && (await sealSome(database)) === batch);
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
