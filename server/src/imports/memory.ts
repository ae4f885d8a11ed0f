import { isDeepStrictEqual } from 'node:util';
import type { Violation } from '@standpipe/contract';

/** What a file said of a record, field by field. */
export type Said = Readonly<Record<string, unknown>>;

const violationsOf = (said: Said | null | undefined) => (said?.violations ?? []) as readonly Violation[];

/** Each violation with what it is known by: its code and words, and which it is of several alike. */
function named(list: readonly Violation[]): Map<string, Violation> {
  const found = new Map<string, Violation>();
  for (const each of list) {
    const name = `${each.code ?? ''}|${each.description}`.toLowerCase().replace(/\s+/g, ' ');
    let key = name;
    for (let n = 2; found.has(key); n++) key = `${name}|${n}`;
    found.set(key, each);
  }
  return found;
}

/**
 * What a file changes of a record: only what it says otherwise than it did before. What people changed here in between
 * stays, where the file has nothing new to say of it.
 */
export function changesSince(before: Said | undefined, file: Said, standing: Said): Said {
  const changes = Object.entries(file).filter(
    ([name, value]) =>
      name !== 'violations' && !(before && name in before && isDeepStrictEqual(before[name], value)),
  );
  const violations = file.violations === undefined ? undefined : mergeViolations(before, file, standing);
  return { ...Object.fromEntries(changes), ...(violations && { violations }) };
}

/**
 * Violations are matched, not replaced: new ones are added, one that the file now tells otherwise is changed where it
 * stands, and what the file no longer lists stays. One that was taken away here does not come back.
 */
function mergeViolations(before: Said | undefined, file: Said, standing: Said): Violation[] | undefined {
  const earlier = named(violationsOf(before));
  const merged = named(violationsOf(standing));
  for (const [name, violation] of named(violationsOf(file))) {
    const last = earlier.get(name);
    const here = merged.get(name);
    if (!here) {
      if (!last) merged.set(name, violation);
      continue;
    }
    const stated = Object.entries(violation).filter(
      ([part, value]) => !isDeepStrictEqual(last?.[part as keyof Violation], value),
    );
    // Without an earlier file to compare with, a file never opens again what was corrected here.
    const reopens = !last && here.status === 'corrected' && violation.status === 'open';
    const news = Object.fromEntries(stated.filter(([part]) => !(reopens && part === 'status')));
    merged.set(name, { ...here, ...news });
  }
  const list = [...merged.values()];
  return isDeepStrictEqual(list, violationsOf(standing)) ? undefined : list;
}

/** What is kept of a file for the next time: all that its editions have said so far. */
export function saidSoFar(before: Said | undefined, file: Said): Said {
  const all = new Map([...named(violationsOf(before)), ...named(violationsOf(file))]);
  return { ...before, ...file, ...(all.size > 0 && { violations: [...all.values()] }) };
}
