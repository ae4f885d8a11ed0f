import { setImmediate as nextRound } from 'node:timers/promises';
import { FairLine } from '../queue/fair-line.ts';

type Work = () => Promise<void>;

interface Waiting {
  readonly work: Work;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** How long one turn may go on without letting the rest of the process do something, in milliseconds. */
const longestStretch = 10;

/**
 * The hub's work, one thing at a time. What takes something away from somebody goes ahead of all that waits, and also of
 * the rest of a turn that is under way; the hub's own work and that for subscriptions alternate; subscriptions take
 * turns by agency and person.
 */
export class Turns {
  readonly #ahead: Waiting[] = [];
  readonly #ordinary: Waiting[] = [];
  readonly #shared = new FairLine<Waiting>();
  #ordinaryIsNext = true;
  #running: Promise<void> | null = null;
  #since = performance.now();

  ahead(work: Work): Promise<void> {
    return this.#enter((waiting) => this.#ahead.push(waiting), work);
  }

  ordinary(work: Work): Promise<void> {
    return this.#enter((waiting) => this.#ordinary.push(waiting), work);
  }

  shared(agency: string, person: string, work: Work): Promise<void> {
    return this.#enter((waiting) => this.#shared.add(agency, person, waiting), work);
  }

  /** To be called by long work where others may come between: does what goes ahead, and lets the process breathe. */
  async pause(): Promise<void> {
    for (let one = this.#ahead.shift(); one; one = this.#ahead.shift()) await run(one);
    if (performance.now() - this.#since < longestStretch) return;
    await nextRound();
    this.#since = performance.now();
  }

  /** Resolves once nothing waits. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #enter(add: (waiting: Waiting) => unknown, work: Work): Promise<void> {
    const entered = new Promise<void>((done, failed) => void add({ work, done, failed }));
    this.#running ??= this.#runAll();
    return entered;
  }

  async #runAll(): Promise<void> {
    await null; // whoever entered goes on first
    for (let one = this.#next(); one; one = this.#next()) {
      this.#since = performance.now();
      await run(one);
    }
    this.#running = null;
  }

  #next(): Waiting | undefined {
    const ahead = this.#ahead.shift();
    if (ahead) return ahead;
    const first = this.#ordinaryIsNext;
    this.#ordinaryIsNext = !first;
    return first
      ? (this.#ordinary.shift() ?? this.#shared.take())
      : (this.#shared.take() ?? this.#ordinary.shift());
  }
}

async function run({ work, done, failed }: Waiting): Promise<void> {
  try {
    await work();
    done();
  } catch (error) {
    failed(error);
  }
}
