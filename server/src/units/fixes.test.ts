import { describe, expect, test } from 'vitest';
import { newestFix, sortFixes } from './fixes.ts';

const now = Date.parse('2026-11-30T12:00:00Z');
const at = (seconds: number, coordinates: [number, number] = [-76.1, 43]) => ({
  at: new Date(now + seconds * 1000).toISOString(),
  location: { type: 'Point' as const, coordinates },
});

describe('a batch of positions', () => {
  test('sets 0, 0 and more than two minutes ahead aside, by index, and takes the rest', () => {
    const { fixes, taken } = sortFixes([at(0), at(0, [0, 0]), at(120), at(121), at(-86_400)], now);
    expect(taken.accepted).toBe(3);
    expect(taken.setAside.map(({ index }) => index)).toEqual([1, 3]);
    expect(fixes).toHaveLength(3);
  });

  test('takes 0 degrees of one coordinate alone', () => {
    expect(sortFixes([at(0, [0, 51.5]), at(1, [-78, 0])], now).taken.accepted).toBe(2);
  });
});

describe('the live fix', () => {
  const { fixes } = sortFixes([at(-30), at(-10), at(-20)], now);
  test('is the newest in whatever order they came', () => {
    expect(newestFix(fixes, null)?.at).toBe(at(-10).at);
    expect(newestFix([...fixes].reverse(), null)?.at).toBe(at(-10).at);
  });
  test('is never from before the sign-in, and may be from its very instant', () => {
    expect(newestFix(fixes, at(-9).at)).toBeNull();
    expect(newestFix(fixes, at(-10).at)?.at).toBe(at(-10).at);
  });
});
