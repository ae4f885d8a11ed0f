import { expect, test } from 'vitest';
import { wrap } from './wrap.ts';

const byLetters = (text: string) => [...new Intl.Segmenter().segment(text)].length;

test.each([
  ['nothing', '', ['']],
  ['what fits', 'one two', ['one two']],
  ['words that do not fit together', 'one two three', ['one two', 'three']],
  ['a word that is too long, between its letters', 'abcdefghijklmno', ['abcdefghij', 'klmno']],
  ['a long word behind a short one', 'ab cdefghijklmno', ['ab cdefghi', 'jklmno']],
  ['a short word behind a long one', 'abcdefghijkl mn op', ['abcdefghij', 'kl mn op']],
  ['letters of several code points as one', '👩‍🚒'.repeat(11), ['👩‍🚒'.repeat(10), '👩‍🚒']],
])('%s: lines of ten', (_what, text, lines) => {
  expect(wrap(text, 10, byLetters)).toEqual(lines);
});

test('a letter wider than the line has a line of its own', () => {
  expect(wrap('ab', 10, (text) => byLetters(text) * 40)).toEqual(['a', 'b']);
});
