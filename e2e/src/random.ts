/** A small replayable source of random choices: the same seed always gives the same world. */
export interface Random {
  next(): number;
  int(below: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffle<T>(list: readonly T[]): T[];
  sample<T>(list: readonly T[], count: number): T[];
  token(): string;
}

const LETTERS = 'bcdfghjkmnpqrtvwxz';

function scramble(seed: number, label: string): number {
  let state = (seed ^ 0x51ed270b) >>> 0;
  for (const character of label) {
    state = Math.imul(state ^ character.charCodeAt(0), 0x2c1b3c6d) >>> 0;
    state = (state ^ (state >>> 13)) >>> 0;
  }
  return state === 0 ? 0x6d2b79f5 : state;
}

/** Starts a stream of random numbers; streams with different labels do not disturb each other. */
export function startRandom(seed: number, label: string): Random {
  let state = scramble(seed, label);
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 0x1_0000_0000;
  };
  for (let warm = 0; warm < 8; warm += 1) next();
  const int = (below: number): number => Math.floor(next() * below);
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('nothing to pick from');
    return list[int(list.length)] as T;
  };
  const shuffle = <T>(list: readonly T[]): T[] => {
    const copy = [...list];
    for (let at = copy.length - 1; at > 0; at -= 1) {
      const other = int(at + 1);
      [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
    }
    return copy;
  };
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    shuffle,
    sample: (list, count) => shuffle(list).slice(0, count),
    token: () => Array.from({ length: 10 }, () => pick([...LETTERS])).join(''),
  };
}
