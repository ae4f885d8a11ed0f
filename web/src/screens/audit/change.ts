import type { Changes } from '../../api/messages.ts';

export type Change = Changes['items'][number];
