import type { Listener } from './listener.ts';
import type { Bookmark } from './position.ts';

/** Tells live listeners what changed. Made once at start. */
export interface Hub {
  /** New change events were committed; they are read and judged for every listener soon. */
  wake(): void;
  /**
   * Grants, features, roles or activity changed. Resolves once no frame can leave that rests on what stood before.
   * @param concerned agencies or single sessions, by id; empty: everybody
   */
  accessChanged(concerned: readonly string[]): Promise<void>;
  /** Starts telling a listener; from a position on when it resumes. */
  follow(listener: Listener, from: Bookmark | null): Promise<void>;
  /** Reads anew who listens, now and whenever rights change. False: they may not listen any longer. */
  join(listener: Listener): Promise<boolean>;
  leave(listener: Listener): void;
  /** How many sockets follow. */
  listening(): number;
  close(): Promise<void>;
}
