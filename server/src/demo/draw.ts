import { createHash } from 'node:crypto';

/** Numbers that look drawn by lot and are the same for the same words. */
export interface Draw {
  /** From 0 up to 1. */
  fraction(): number;
  /** A whole number, both ends included. */
  whole(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  chance(share: number): boolean;
}

/** A lot of its own for each purpose, so that work in parallel cannot change what is drawn. */
export function drawFor(purpose: string): Draw {
  let state = createHash('sha256').update(`standpipe demo ${purpose}`).digest().readUInt32LE(0);
  const fraction = () => {
    // mulberry32: small, quick, and good enough for addresses
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    whole,
    pick: (from) => from[whole(0, from.length - 1)]!,
    chance: (share) => fraction() < share,
  };
}

/** A day so many days after another, as YYYY-MM-DD. */
export const dayAfter = (base: string, days: number): string =>
  new Date(Date.parse(`${base}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
