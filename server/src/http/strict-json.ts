import { invalidField } from './problems.ts';

const deepest = 32;
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const badText = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Is there a character in it that PostgreSQL or UTF-8 cannot hold (NUL, a lone surrogate)? */
export const hasBadText = (text: string) => badText.test(text);

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
 * stored, and nesting deeper than 32.
 * @throws Problem `invalid`
 */
export function readStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidField('body', 'is not valid JSON', 'not_json');
  }
  checkValue(value, '', 0);
  checkKeys(text);
  return value;
}

function checkValue(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string') {
    if (hasBadText(value))
      throw invalidField(path || 'body', 'has a character that cannot be stored', 'bad_text');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= deepest) throw invalidField(path || 'body', `is nested deeper than ${deepest}`, 'too_deep');
  for (const [key, each] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype')
      throw invalidField(path ? `${path}.${key}` : key, 'is not a field', 'forbidden_key');
    if (hasBadText(key)) throw invalidField(path || 'body', 'has a key that cannot be stored', 'bad_text');
    checkValue(each, path ? `${path}.${key}` : key, depth + 1);
  }
}

/** JSON.parse keeps the last of doubled keys; this walks the text, already known to be valid, and finds them. */
function checkKeys(text: string): void {
  const colon = /\s*:/y;
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
      colon.lastIndex = at + 1;
      if (!keys || !colon.test(text)) continue;
      const key = JSON.parse(text.slice(start, at + 1)) as string;
      if (keys.has(key)) throw invalidField(key, 'is given twice', 'duplicate_key');
      keys.add(key);
    }
  }
}
