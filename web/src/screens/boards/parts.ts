import type { BoardItem, CommandBoard, Division } from '../../api/messages.ts';
import type { Rights, Write } from './use-board.ts';

/** What every part of a board's screen works with. */
export interface Parts {
  readonly board: CommandBoard;
  readonly divisions: readonly Division[];
  readonly items: readonly BoardItem[];
  readonly rights: Rights;
  readonly write: Write;
  /** The server's time. */
  readonly now: number;
}
