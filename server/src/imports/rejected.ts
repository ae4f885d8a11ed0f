import type { Refusal } from './batches.ts';
import { isRejected, type Rejected, readRows } from './readers/csv.ts';
import { openRejected } from './readers/rejected.ts';

/** Where the rows that an import leaves out are kept, with their reasons. */
export interface RejectedRows {
  readonly add: (refusal: Refusal) => Promise<void>;
  /** Completes the file. */
  readonly close: () => Promise<void>;
}

/**
 * Collects rejected rows of `source` into a CSV at `path`. The import names only the lines that it refuses itself; their
 * cells are read from the source once more, at the end.
 */
export function collectRejected(source: string, path: string): RejectedRows {
  const file = openRejected(path);
  const refused = new Map<number, string>();
  return {
    add: async (refusal) => {
      if (isRow(refusal)) await file.write(refusal);
      else refused.set(refusal.line, refusal.rejected);
    },
    close: async () => {
      if (refused.size > 0)
        for await (const item of readRows(source, [])) {
          const rejected = refused.get(item.line);
          if (rejected && !isRejected(item)) await file.write({ ...item, rejected });
        }
      await file.close();
    },
  };
}

const isRow = (refusal: Refusal): refusal is Rejected => 'row' in refusal;
