/** Draws that a seed repeats. */
export interface Draw {
  below(limit: number): number;
  chance(of: number): boolean;
  pick<T>(from: readonly T[]): T;
  sample<T>(from: readonly T[], most: number): T[];
}

/** A small generator (mulberry32): the same seed gives the same world. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (of) => next() < of,
    pick: (from) => from[below(from.length)]!,
    sample: (from, most) => {
      const left = [...from];
      return Array.from(
        { length: Math.min(most, left.length) },
        () => left.splice(below(left.length), 1)[0]!,
      );
    },
  };
}
