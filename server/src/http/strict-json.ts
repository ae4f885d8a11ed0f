import { invalidField } from './problems.ts';

const deepest = 32;
/** Values and keys that a body may have in all; the largest that the application sends has some 10,000. */
const mostValues = 50_000;

/** Is there a character in it that PostgreSQL or UTF-8 cannot hold (NUL, a lone surrogate)? */
export const hasBadText = (text: string) => text.includes('\u0000') || !text.isWellFormed();

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a body. @throws Problem `invalid` for bytes that are no UTF-8, which a lenient reader replaces */
export function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalidField('body', 'is not UTF-8 text', 'not_utf8');
  }
}

/**
 * Reads JSON and refuses what a lenient reader silently mends: doubled keys, prototype keys, text that cannot be
 * stored, and nesting deeper than 32. Depth and number of values are counted before a value is made, and `first` sees
 * the value before the rest of it is looked at, so that no body takes long.
 * @throws Problem `invalid`
 */
export function readStrictJson(text: string, first: (value: unknown) => void = () => {}): unknown {
  measure(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidField('body', 'is not valid JSON', 'not_json');
  }
  first(value);
  checkValue(value, []);
  checkKeys(text);
  return value;
}

const code = (char: string) => char.charCodeAt(0);
const [quote, backslash, comma, colon] = [code('"'), code('\\'), code(','), code(':')];
const opening = new Set([code('{'), code('[')]);
const closing = new Set([code('}'), code(']')]);

/** Counts depth and values in one walk over the text, valid or not. */
function measure(text: string): void {
  let depth = 0;
  let values = 1;
  let [keyStart, keyEnd] = [0, 0]; // where the last key of the outermost object is
  let [textStart, textEnd] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === quote) {
      textStart = at;
      for (at++; at < text.length && text.charCodeAt(at) !== quote; at++)
        if (text.charCodeAt(at) === backslash) at++;
      textEnd = at + 1;
    } else if (char === comma) {
      if (++values > mostValues) throw tooMany(depth > 1 ? text.slice(keyStart, keyEnd) : '');
    } else if (char === colon) {
      if (depth === 1) [keyStart, keyEnd] = [textStart, textEnd];
    } else if (opening.has(char)) {
      values += 1;
      if (++depth > deepest) throw invalidField('body', `is nested deeper than ${deepest}`, 'too_deep');
    } else if (closing.has(char)) depth -= 1;
  }
}

/** Names the field that holds the most, where there is one. */
function tooMany(key: string) {
  let path = 'body';
  try {
    if (key.length < 200) path = String(JSON.parse(key));
  } catch {}
  return invalidField(
    hasBadText(path) ? 'body' : path || 'body',
    `has more than ${mostValues.toLocaleString('en-US')} values`,
    'too_many_values',
  );
}

/** Keys that could reach an object's prototype. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function checkValue(value: unknown, path: string[]): void {
  const named = () => path.join('.').slice(0, 200) || 'body';
  if (typeof value === 'string') {
    if (hasBadText(value)) throw invalidField(named(), 'has a character that cannot be stored', 'bad_text');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const list = Array.isArray(value);
  for (const key in value) {
    if (!list && hasBadText(key)) throw invalidField(named(), 'has a key that cannot be stored', 'bad_text');
    path.push(key);
    if (!list && forbiddenKeys.has(key)) throw invalidField(named(), 'is not a field', 'forbidden_key');
    checkValue((value as Record<string, unknown>)[key], path);
    path.pop();
  }
}

/** JSON.parse takes the last of doubled keys; this walks the text, already proven valid, and finds them. */
function checkKeys(text: string): void {
  const beforeValue = /\s*:/y;
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{') open.push(new Set());
    else if (char === '[') open.push(null);
    else if (char === '}' || char === ']') open.pop();
    else if (char === '"') {
      const start = at;
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
      const keys = open.at(-1);
      beforeValue.lastIndex = at + 1;
      if (!keys || !beforeValue.test(text)) continue;
      const raw = text.slice(start, at + 1);
      const key = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
      if (keys.has(key)) throw invalidField(key.slice(0, 200), 'is given twice', 'duplicate_key');
      keys.add(key);
    }
  }
}
