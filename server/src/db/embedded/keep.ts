import type { Server } from './server.ts';

/** So many times in so many milliseconds PostgreSQL is started again; what dies more often has to be looked at. */
const most = { times: 5, within: 600_000 };

/** A PostgreSQL that may be another process from one moment to the next. */
export interface Running {
  pid(): number;
  /** Settles with the reason when it has ended, was not asked to, and does not run again. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL again whenever it ends without being asked to.
 * @param again how; null: it is not started again
 * @param tell hears why it ended, each time
 */
export function keepRunning(
  first: Server,
  again: (() => Promise<Server>) | null,
  tell: (reason: string) => void,
): Running {
  let server = first;
  let stopping = false;
  let starting: Promise<unknown> = Promise.resolve();
  const deaths: number[] = [];

  const keep = async (): Promise<string> => {
    for (;;) {
      const reason = await server.ended;
      if (stopping) return new Promise<never>(() => {});
      tell(reason);
      deaths.push(Date.now());
      const recent = deaths.filter((each) => Date.now() - each < most.within).length;
      if (!again || recent > most.times) return reason;
      try {
        const restart = again().then((next) => {
          server = next;
        });
        starting = restart.catch(() => {});
        await restart;
      } catch (error) {
        return `${reason}, and it does not start again: ${(error as Error).message}`;
      }
    }
  };
  const lost = keep();

  return {
    pid: () => server.pid,
    lost,
    stop: async () => {
      stopping = true;
      await starting;
      await server.stop();
    },
  };
}
