import { hydrant, type Kind } from '@standpipe/policy';
import type { KindEntry } from './entry.ts';

export const hydrantKind: KindEntry = {
  rules: hydrant as unknown as Kind,
  noun: 'hydrants',
  one: 'Hydrant',
  many: 'Hydrants',
  icon: 'hydrant',
  jump: 'd',
  statuses: {
    inService: ['In service', 'good'],
    outOfService: ['Out of service', 'bad'],
  },
};
