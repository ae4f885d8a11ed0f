import { accessFilter, agencyFilter } from '../../ui/agency-filter.ts';
import type { Filter } from '../../ui/filter-chip.tsx';
import { statusChoices } from '../../ui/words.ts';

/** What the API narrows pre-plans by. */
export const prePlanFilters: readonly Filter[] = [
  { name: 'status', label: 'Status', options: statusChoices('prePlan') },
  {
    name: 'draft',
    label: 'Draft beside it',
    options: statusChoices('prePlan').slice(0, 2),
  },
  accessFilter,
  agencyFilter,
];
