import { type Kind, note } from '@standpipe/policy';
import type { KindEntry } from './entry.ts';

export const noteKind: KindEntry = {
  rules: note as unknown as Kind,
  noun: 'notes',
  one: 'Problem report',
  many: 'Problem reports',
  icon: 'alert',
  statuses: {
    open: ['Open', 'warn'],
    resolved: ['Resolved', 'good'],
  },
};
