import type { Inspection, InspectionStatus } from '../../api/messages.ts';

export type Next = Exclude<InspectionStatus, 'scheduled'>;

export interface Step {
  readonly button: string;
  readonly title: (number: string) => string;
  /** What the step does, to partners' sight above all. */
  readonly text: (inspection: Inspection) => string;
  readonly done: string;
  readonly danger?: true;
}

const open = (inspection: Inspection): string => {
  const unanswered = inspection.checklist.filter(({ result }) => !result).length;
  const violations = inspection.violations.filter(({ status }) => status === 'open').length;
  return [
    unanswered > 0 && `${unanswered} of ${inspection.checklist.length} checklist items have no answer.`,
    violations > 0 && `${violations === 1 ? 'One violation is' : `${violations} violations are`} open.`,
  ]
    .filter(Boolean)
    .join(' ');
};

const leaves = ({ status, withheld }: Inspection): string =>
  status === 'inProgress' && !withheld ? 'Partners can no longer see it.' : 'Partners cannot see it.';

/** What a change of status is called, and what it means. */
export const steps: Readonly<Record<'start' | 'complete' | 'cancel' | 'reopen', Step>> = {
  start: {
    button: 'Start',
    title: (number) => `Start ${number}?`,
    text: ({ withheld }) =>
      withheld
        ? 'It is withheld, so partners cannot see it.'
        : 'Partners you share inspections with can now view it.',
    done: 'Inspection started',
  },
  complete: {
    button: 'Complete',
    title: (number) => `Complete ${number}?`,
    text: (inspection) =>
      `${open(inspection)} The checklist is locked. Partners can still view the inspection. You can reopen it with a reason.`.trim(),
    done: 'Inspection completed',
  },
  cancel: {
    button: 'Cancel this inspection',
    title: (number) => `Cancel ${number}?`,
    text: (inspection) => `${leaves(inspection)} You can't undo this.`,
    done: 'Inspection cancelled',
    danger: true,
  },
  reopen: {
    button: 'Reopen',
    title: (number) => `Reopen ${number}`,
    text: () =>
      'The inspection goes back to In progress with all its answers. Partners can still view it. Only your agency sees the reason.',
    done: 'Inspection reopened',
  },
};

/** Which step leads from one status to another. */
export const stepOf = (from: InspectionStatus, next: Next): Step =>
  next === 'cancelled'
    ? steps.cancel
    : next === 'completed'
      ? steps.complete
      : from === 'completed'
        ? steps.reopen
        : steps.start;
