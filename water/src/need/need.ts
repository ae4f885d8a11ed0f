import type { Step } from '../units.ts';

/** A fire flow that a building needs, by one method, with its inputs shown. Methods are never mixed. */
export interface Need {
  readonly method: 'nfa' | 'iowa' | 'iso' | 'ifc';
  /** The edition of the tables behind it. */
  readonly edition: string;
  readonly gpm: number;
  /** For how long, where the method says so. */
  readonly hours?: number;
  readonly steps: readonly Step[];
}
