import { type Kind, permit } from '@standpipe/policy';
import type { KindEntry } from './entry.ts';

export const permitKind: KindEntry = {
  rules: permit as unknown as Kind,
  noun: 'permits',
  one: 'Permit',
  many: 'Permits',
  icon: 'permit',
  jump: 'p',
  statuses: {
    applied: ['Applied', 'active'],
    issued: ['Issued', 'good'],
    expired: ['Expired', 'warn'],
    revoked: ['Revoked', 'bad'],
    denied: ['Denied', 'bad'],
    closed: ['Closed', 'plain'],
  },
};
