import type { Inspection, InspectionChange, Violation } from '../../api/messages.ts';
import { CallProblem } from '../../api/problem.ts';

/** What is typed of a violation; its photos come and go by themselves. */
export type ViolationText = Omit<Violation, 'photos'>;

const same = (one: ViolationText, other: ViolationText) =>
  (['code', 'description', 'severity', 'status', 'correctBy', 'correctedOn'] as const).every(
    (field) => (one[field] ?? '') === (other[field] ?? ''),
  );

/** The violation is not as it was read: somebody else changed or removed it. */
export class ViolationChanged extends CallProblem {
  readonly theirs: Violation | null;
  constructor(theirs: Violation | null) {
    super(412, 'stale', 'Someone else changed this violation.');
    this.theirs = theirs;
  }
}

/** Where a violation stands in a list that may have changed since it was read at `at`. */
function placeOf(violations: readonly Violation[], at: number, was: ViolationText): number {
  if (violations[at] && same(violations[at], was)) return at;
  const moved = violations.findIndex((each) => same(each, was));
  if (moved < 0) throw new ViolationChanged(violations[at] ?? null);
  return moved;
}

export const addViolation =
  (text: ViolationText) =>
  ({ violations }: Inspection): InspectionChange => ({ violations: [...violations, text] });

/** @throws ViolationChanged */
export const changeViolation =
  (at: number, was: ViolationText, change: (before: Violation) => Violation | null) =>
  ({ violations }: Inspection): InspectionChange => {
    const place = placeOf(violations, at, was);
    const next = change(violations[place]!);
    return {
      violations: violations.flatMap((each, index) => (index !== place ? [each] : next ? [next] : [])),
    };
  };
