import { type Kind, prePlan } from '@standpipe/policy';
import type { KindEntry } from './entry.ts';

export const prePlanKind: KindEntry = {
  rules: prePlan as unknown as Kind,
  noun: 'pre-plans',
  one: 'Pre-plan',
  many: 'Pre-plans',
  icon: 'prePlan',
  jump: 'e',
  statuses: {
    draft: ['Draft', 'plain'],
    pendingApproval: ['Pending approval', 'warn'],
    published: ['Published', 'good'],
    archived: ['Archived', 'plain'],
  },
};
