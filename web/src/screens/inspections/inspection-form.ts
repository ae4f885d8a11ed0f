import type { ChecklistItem, Inspection } from '../../api/messages.ts';
import { filled } from '../../ui/filled.ts';
import { fieldsOf, scheduleOf } from './inspection-times.ts';

/** An inspection as it is typed: every field a text, the checklist an item a line. */
export const emptyInspection = {
  type: '',
  number: '',
  day: '',
  time: '',
  assignedTo: '',
  checklist: '',
  notes: '',
};
export type InspectionValues = typeof emptyInspection;

/** An own inspection as it stands in the form. */
export const inspectionValues =
  (timeZone: string) =>
  ({ type, number, scheduledFor, assignedTo, checklist, notes }: Inspection): InspectionValues => ({
    type,
    number,
    ...fieldsOf(scheduledFor, timeZone),
    assignedTo: assignedTo?.id ?? '',
    checklist: checklist.map(({ item }) => item).join('\n'),
    notes: notes ?? '',
  });

const linesOf = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Lines as a checklist; a line that was there before keeps its answer. */
function itemsOf(typed: string, before: readonly ChecklistItem[]): ChecklistItem[] {
  const left = [...before];
  return linesOf(typed).map((item) => {
    const at = left.findIndex((each) => each.item === item);
    return at < 0 ? { item } : left.splice(at, 1)[0]!;
  });
}

/** What is typed as the API takes it. */
export const inspectionBody = (
  values: InspectionValues,
  timeZone: string,
  before: readonly ChecklistItem[] = [],
) => ({
  type: values.type.trim(),
  number: values.number.trim(),
  scheduledFor: scheduleOf(values, timeZone),
  assignedTo: values.assignedTo || null,
  checklist: itemsOf(values.checklist, before),
  notes: values.notes.trim() || null,
});

function checklistFault(typed: string): string | null {
  const lines = linesOf(typed);
  if (lines.length > 200) return `A checklist can have 200 items. This one has ${lines.length}.`;
  const long = lines.findIndex((line) => line.length > 300);
  return long < 0 ? null : `Line ${long + 1} is longer than 300 characters.`;
}

export const inspectionChecks = {
  type: filled('Enter the type, or choose one.'),
  day: (day: string, { time }: { time: string }) => (time && !day ? 'Choose a date for this time.' : null),
  checklist: checklistFault,
};
