import { type Kind, place } from '@standpipe/policy';
import type { KindEntry } from './entry.ts';

export const placeKind: KindEntry = {
  rules: place as unknown as Kind,
  noun: 'places',
  one: 'Place',
  many: 'Places',
  icon: 'place',
  jump: 'l',
  statuses: {},
};
