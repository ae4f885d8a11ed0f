import { brief } from './json.ts';

interface Disagreement {
  call: string;
  expected: string;
  got: string;
  seed: number;
}

/** What a run has found so far. Notes are things the contract leaves open; they never fail a run. */
export interface Findings {
  seed: number;
  checks: number;
  disagreements: Disagreement[];
  notes: Map<string, number>;
}

/** Starts an empty set of findings. */
export function openFindings(seed: number): Findings {
  return { seed, checks: 0, disagreements: [], notes: new Map() };
}

/** Counts one check, and writes down a disagreement when it does not hold. Returns whether it held. */
export function settle(
  findings: Findings,
  holds: boolean,
  call: string,
  expected: unknown,
  got: unknown,
): boolean {
  findings.checks += 1;
  if (!holds) {
    const { seed } = findings;
    findings.disagreements.push({ call, expected: brief(expected, 600), got: brief(got, 600), seed });
  }
  return holds;
}

/** Writes down something worth knowing that is no disagreement. */
export function remark(findings: Findings, text: string): void {
  findings.notes.set(text, (findings.notes.get(text) ?? 0) + 1);
}

/** Compares two sets of ids and counts it as one check. */
export function settleSet(
  findings: Findings,
  call: string,
  expected: Iterable<string>,
  got: Iterable<string>,
  describe: (id: string) => string,
): boolean {
  const wanted = new Set(expected);
  const found = new Set(got);
  const lacking = [...wanted].filter((id) => !found.has(id)).map(describe);
  const surplus = [...found].filter((id) => !wanted.has(id)).map(describe);
  const holds = lacking.length === 0 && surplus.length === 0;
  return settle(findings, holds, call, `${wanted.size} records`, { count: found.size, lacking, surplus });
}
