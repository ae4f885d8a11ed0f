import { inspection, type Kind } from '@standpipe/policy';
import type { KindEntry } from './entry.ts';

export const inspectionKind: KindEntry = {
  rules: inspection as unknown as Kind,
  noun: 'inspections',
  one: 'Inspection',
  many: 'Inspections',
  icon: 'inspection',
  jump: 'i',
  statuses: {
    scheduled: ['Scheduled', 'active'],
    inProgress: ['In progress', 'warn'],
    completed: ['Completed', 'good'],
    cancelled: ['Cancelled', 'plain'],
  },
};
