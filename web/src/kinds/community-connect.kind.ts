import { communityConnect, type Kind } from '@standpipe/policy';
import type { KindEntry } from './entry.ts';

export const communityConnectKind: KindEntry = {
  rules: communityConnect as unknown as Kind,
  noun: 'community-connect',
  one: 'Community Connect profile',
  many: 'Community Connect',
  icon: 'home',
  statuses: {},
};
