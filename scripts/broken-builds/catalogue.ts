import { access } from './access.ts';
import { attachments } from './attachments.ts';
import type { Break } from './break.ts';
import { commandBoards } from './command.ts';
import { floods } from './floods.ts';
import { house } from './house.ts';
import { listsAndCounts } from './lists.ts';
import { liveStream } from './live.ts';
import { people } from './people.ts';
import { rules } from './rules.ts';
import { sharing } from './sharing.ts';
import { viewerCache } from './viewer-cache.ts';
import { writes } from './writes.ts';

/** Every deliberately broken build. */
export const catalogue: readonly Break[] = [
  ...rules,
  ...listsAndCounts,
  ...writes,
  ...people,
  ...sharing,
  ...access,
  ...attachments,
  ...liveStream,
  ...commandBoards,
  ...viewerCache,
  ...floods,
  ...house,
];
