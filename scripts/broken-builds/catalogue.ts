import type { Break } from './break.ts';
import { listsAndCounts } from './lists.ts';
import { rules } from './rules.ts';

/** Every deliberately broken build. */
export const catalogue: readonly Break[] = [...rules, ...listsAndCounts];
