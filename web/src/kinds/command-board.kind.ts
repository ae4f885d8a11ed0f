import { commandBoard, type Kind } from '@standpipe/policy';
import type { KindEntry } from './entry.ts';

export const commandBoardKind: KindEntry = {
  rules: commandBoard as unknown as Kind,
  noun: 'command-boards',
  one: 'Command board',
  many: 'Command boards',
  icon: 'grid',
  jump: 'b',
  statuses: {
    open: ['Open', 'active'],
    ended: ['Ended', 'plain'],
  },
};
