import { catalogue } from '@standpipe/policy';
import type { Filter } from '../../ui/filter-chip.tsx';

/** What grants are narrowed by. */
export const grantFilters: readonly Filter[] = [
  {
    name: 'module',
    label: 'Module',
    options: catalogue.map(({ module, name }) => ({ value: module, label: name })),
  },
  {
    name: 'state',
    label: 'State',
    options: [
      { value: 'inForce', label: 'In force' },
      { value: 'paused', label: 'Paused' },
    ],
  },
];
