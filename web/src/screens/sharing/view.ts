import type { Views } from '../../api/messages.ts';

/** One reading of ours by a partner's user. */
export type View = Views['items'][number];
