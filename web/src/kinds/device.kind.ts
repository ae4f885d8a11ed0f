import { device, type Kind } from '@standpipe/policy';
import type { KindEntry } from './entry.ts';

export const deviceKind: KindEntry = {
  rules: device as unknown as Kind,
  noun: 'units',
  one: 'Unit',
  many: 'Units',
  icon: 'transfer',
  jump: 'u',
  statuses: {
    signedIn: ['Signed in', 'good'],
    signedOut: ['Signed out', 'plain'],
  },
};
