import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { Problem } from '../http/problems.ts';
import { FairLine } from '../queue/fair-line.ts';

/** For whom something is drawn: agencies take turns, and in an agency its people. */
export interface Customer {
  readonly agency: string;
  readonly person: string;
}

/** Draws pictures and documents beside the thread that answers requests. */
export interface Studio {
  /** @throws Problem `rate_limited` or `unavailable` when too much waits already */
  requireRoom(customer: Customer): void;
  /**
   * Does work in a thread of its own, in turn.
   * @param worker the module whose default export does it
   * @throws Problem as `requireRoom`, and `unmet_requirement` when it takes longer than 30 seconds
   */
  draw<T>(customer: Customer, worker: URL, task: unknown): Promise<T>;
  close(): Promise<void>;
}

const threads = Math.max(1, Math.min(4, availableParallelism() - 1));
const longest = 30_000;
const most = { agency: 40, all: 200 };

/** Opens the threads; they start with the first work and end when there is none for a minute. */
export function openStudio(): Studio {
  const pool = new Piscina({
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
    niceIncrement: 10,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    execArgv: [],
  });
  const line = new FairLine<() => Promise<void>>();
  let running = 0;
  let closed = false;

  const goOn = () => {
    while (running < threads && !closed) {
      const next = line.take();
      if (!next) return;
      running += 1;
      void next().finally(() => {
        running -= 1;
        goOn();
      });
    }
  };
  const requireRoom = ({ agency }: Customer) => {
    if (line.sizeOf(agency) >= most.agency)
      throw new Problem(
        'rate_limited',
        'Your agency has many photos and reports in the making; try again shortly.',
        { retryAfter: 10 },
      );
    if (line.size >= most.all)
      throw new Problem('unavailable', 'Many photos and reports are in the making; try again shortly.', {
        retryAfter: 10,
      });
  };
  const run = async <T>(worker: URL, task: unknown): Promise<T> => {
    const signal = AbortSignal.timeout(longest);
    try {
      return (await pool.run(task, { filename: worker.href, signal })) as T;
    } catch (error) {
      if (signal.aborted)
        throw new Problem('unmet_requirement', 'This takes too long to draw, so it was given up.', {
          errors: [{ path: 'file', message: 'takes too long to draw', code: 'too_complex' }],
        });
      throw error;
    }
  };

  return {
    requireRoom,
    draw: async <T>({ agency, person }: Customer, worker: URL, task: unknown) => {
      requireRoom({ agency, person });
      return await new Promise<T>((done, failed) => {
        line.add(agency, person, () => run<T>(worker, task).then(done, failed));
        goOn();
      });
    },
    close: async () => {
      closed = true;
      await pool.destroy();
    },
  };
}
