import type { ChecklistItem, InspectionStatus } from '../../api/messages.ts';

/** What an inspection's fields are called. */
export const inspectionLabels = {
  number: 'Number',
  type: 'Type',
  day: 'Day',
  time: 'Time',
  assignedTo: 'Assigned to',
  checklist: 'Checklist',
  notes: 'Internal notes',
} as const;

/** From each status, where it may go. As the server has it: the tests hold the two against each other. */
export const nextStatuses: Readonly<Record<InspectionStatus, readonly InspectionStatus[]>> = {
  scheduled: ['inProgress', 'cancelled'],
  inProgress: ['completed', 'cancelled'],
  completed: ['inProgress'],
  cancelled: [],
};

/** What partners can read of an inspection in each status, said to its own agency. */
export const partnersSee: Readonly<Record<InspectionStatus, string>> = {
  scheduled:
    'Partners cannot see it yet. Partners you share inspections with can view it once it is in progress.',
  inProgress: 'Partners you share inspections with can view it.',
  completed: 'Partners you share inspections with can view it.',
  cancelled: 'Partners cannot see cancelled inspections.',
};

export type Result = NonNullable<ChecklistItem['result']>;

interface Answer {
  readonly value: Result;
  readonly word: string;
  /** On its button, and how that is read out. */
  readonly short: string;
  readonly spoken: string;
}

/** The answers of a checklist, in the order of their buttons. */
export const results: readonly Answer[] = [
  { value: 'pass', word: 'Pass', short: 'Pass', spoken: 'Pass' },
  { value: 'fail', word: 'Fail', short: 'Fail', spoken: 'Fail' },
  { value: 'notApplicable', word: 'Not applicable', short: 'N/A', spoken: 'N/A, not applicable' },
];

export const resultWord = (result: Result | undefined): string =>
  results.find(({ value }) => value === result)?.word ?? 'No answer';

export const severities: readonly string[] = ['Minor', 'Major', 'Immediate danger'];

/** "7 of 12 answered, 1 failed". */
export function progressText(checklist: readonly ChecklistItem[]): string {
  const answered = checklist.filter(({ result }) => result).length;
  const failed = checklist.filter(({ result }) => result === 'fail').length;
  return `${answered} of ${checklist.length} answered${failed > 0 ? `, ${failed} failed` : ''}`;
}
