import { describe, expect, test } from 'vitest';
import { readStrictJson } from './strict-json.ts';

describe('reading a body strictly', () => {
  test('plain JSON is read as it is', () => {
    expect(readStrictJson('{"a":{"b":[1,"x",null]},"c":"\\u0041:\\""}')).toEqual({
      a: { b: [1, 'x', null] },
      c: 'A:"',
    });
  });

  test.each([
    ['a doubled key is refused', '{"a":1,"a":2}', 'duplicate_key'],
    ['a doubled key deep inside is refused', '[{"x":{"a":1,"b":2,"a":3}}]', 'duplicate_key'],
    ['a key doubled by an escape is refused', '{"a":1,"\\u0061":2}', 'duplicate_key'],
    ['a prototype key is refused', '{"__proto__":{"isAdmin":true}}', 'forbidden_key'],
    ['a constructor key is refused', '{"a":{"constructor":{"prototype":{}}}}', 'forbidden_key'],
    ['NUL is refused', '{"a":"x\\u0000y"}', 'bad_text'],
    ['a lone high surrogate is refused', '{"a":"\\ud800"}', 'bad_text'],
    ['a lone low surrogate is refused', '{"a":"x\\udc00"}', 'bad_text'],
    ['half a document is refused', '{"a":', 'not_json'],
    ['nothing is refused', '', 'not_json'],
    ['33 levels are refused', `${'['.repeat(33)}${']'.repeat(33)}`, 'too_deep'],
  ])('%s', (_, text, code) => {
    expect(() => readStrictJson(text)).toThrow(
      expect.objectContaining({ code: 'invalid', extras: { errors: [expect.objectContaining({ code })] } }),
    );
  });

  test('32 levels and whole surrogate pairs are fine', () => {
    expect(() => readStrictJson(`${'['.repeat(32)}${']'.repeat(32)}`)).not.toThrow();
    expect(readStrictJson('"🚒"')).toBe('🚒');
  });

  test('the same key in two objects is fine, and so is a value that looks like a key', () => {
    expect(readStrictJson('[{"a":"a"},{"a":"a:"}]')).toEqual([{ a: 'a' }, { a: 'a:' }]);
  });
});
