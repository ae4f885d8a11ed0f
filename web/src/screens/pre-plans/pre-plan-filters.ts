import { accessFilter, agencyFilter } from '../../ui/agency-filter.ts';
import type { Filter } from '../../ui/filter-chip.tsx';
import { statusChoices } from '../../ui/words.ts';

/** A day so many days from today, as the API writes days. */
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const dueDays = [
  { value: dayIn(0), label: 'Overdue' },
  { value: dayIn(30), label: 'Overdue or within 30 days' },
  { value: dayIn(90), label: 'Overdue or within 90 days' },
];

/** What the API narrows pre-plans by. */
export const prePlanFilters: readonly Filter[] = [
  { name: 'status', label: 'Status', options: statusChoices('prePlan') },
  {
    name: 'draft',
    label: 'Draft beside it',
    options: statusChoices('prePlan').slice(0, 2),
  },
  { name: 'dueBefore', label: 'Review due', options: dueDays },
  accessFilter,
  agencyFilter,
];
