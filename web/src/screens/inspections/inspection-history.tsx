import { useQuery } from '@tanstack/react-query';
import type { ChecklistItem, Violation } from '../../api/messages.ts';
import { History } from '../../ui/history.tsx';
import { When } from '../../ui/when.tsx';
import { statusWord } from '../../ui/words.ts';
import { assigneesQuery } from './assignees.query.ts';
import { inspectionLabels, progressText } from './inspection-words.ts';

const { day: _, time: __, ...fields } = inspectionLabels;
const labels = {
  ...fields,
  scheduledFor: 'Scheduled for',
  status: 'Status',
  violations: 'Violations',
  reopenedReason: 'Reason for reopening',
  withheld: 'Withheld',
};

const violationsText = (violations: readonly Violation[]): string => {
  const open = violations.filter(({ status }) => status === 'open').length;
  return violations.length === 0 ? 'none' : `${violations.length}, ${open} open`;
};

/** Every change of an own inspection. */
export function InspectionHistory({ id }: { id: string }) {
  const people = useQuery(assigneesQuery).data ?? [];
  const show = (field: string, value: unknown) => {
    if (field === 'status') return statusWord('inspection', String(value));
    if (field === 'withheld') return value ? 'Yes' : 'No';
    if (field === 'scheduledFor') return <When at={String(value)} />;
    if (field === 'checklist') return progressText(value as ChecklistItem[]);
    if (field === 'violations') return violationsText(value as Violation[]);
    if (field === 'assignedTo') return nameOf(value, people);
    return String(value);
  };
  return <History noun="inspections" id={id} labels={labels} show={show} />;
}

const nameOf = (value: unknown, people: readonly { readonly id: string; readonly name: string }[]): string =>
  (value as { name?: string }).name ?? people.find((each) => each.id === value)?.name ?? 'someone';
