import { accessFilter, agencyFilter } from '../../ui/agency-filter.ts';
import type { Filter } from '../../ui/filter-chip.tsx';

/** What the API narrows places by. */
export const placeFilters: readonly Filter[] = [
  accessFilter,
  agencyFilter,
  { name: 'occupancyType', label: 'Occupancy', input: 'text' },
  { name: 'constructionType', label: 'Construction', input: 'text' },
  { name: 'city', label: 'City', input: 'text' },
  { name: 'state', label: 'State', input: 'text' },
  { name: 'zip', label: 'ZIP', input: 'text' },
];
