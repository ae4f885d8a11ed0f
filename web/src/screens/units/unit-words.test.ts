import { unitTypes } from '@standpipe/contract';
import { expect, test } from 'vitest';
import { motionText, unitTypeWords } from './unit-words.ts';

test('every NERIS unit type has its word, and no other', () => {
  expect(Object.keys(unitTypeWords).sort()).toEqual([...unitTypes].sort());
});

test('a motion is read in miles an hour and by the wind rose', () => {
  expect(motionText({ speed: 10, course: 315 })).toBe('22 mph, NW');
  expect(motionText({ speed: 0, course: 359 })).toBe('0 mph, N');
  expect(motionText({ speed: null, course: 90 })).toBe('E');
  expect(motionText({ speed: null, course: null })).toBeNull();
});
