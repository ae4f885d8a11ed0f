export type Json = Record<string, unknown>;

/** Reads a value as an object; anything else becomes an empty one. */
export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** Reads a value as a list; anything else becomes an empty one. */
export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Reads a value as text; anything else becomes the empty string. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Follows a dotted path through objects. */
export function dig(value: unknown, path: string): unknown {
  let here: unknown = value;
  for (const step of path.split('.')) here = asObject(here)[step];
  return here;
}

/** True when two JSON values say the same; an absent member and null count as equal, key order does not matter. */
export function isSame(left: unknown, right: unknown): boolean {
  const a = left ?? null;
  const b = right ?? null;
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isSame((a as Json)[key], (b as Json)[key]));
}

/** One line of a value for a report, cut to a readable length. */
export function brief(value: unknown, length = 400): string {
  const line = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
  return line.length > length ? `${line.slice(0, length)}… (${line.length} characters)` : line;
}
