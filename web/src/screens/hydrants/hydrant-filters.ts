import { flowClasses } from '@standpipe/contract/hydrant-types';
import { accessFilter, agencyFilter } from '../../ui/agency-filter.ts';
import type { Filter } from '../../ui/filter-chip.tsx';
import { statusChoices } from '../../ui/words.ts';
import { typeChoices } from './hydrant-words.ts';

/** What the API narrows hydrants by. */
export const hydrantFilters: readonly Filter[] = [
  { name: 'status', label: 'Status', options: statusChoices('hydrant') },
  {
    name: 'flowClass',
    label: 'Flow class',
    options: flowClasses.map((value) => ({ value, label: `Class ${value}` })),
  },
  { name: 'type', label: 'Type', options: typeChoices },
  accessFilter,
  agencyFilter,
];
