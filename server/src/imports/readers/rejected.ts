import { type FileHandle, open } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { type Rejected, rejectedLineColumn } from './csv.ts';
import { guardFormula } from './formula.ts';

/** A CSV file of rejected rows in the making. */
export interface RejectedFile {
  /** Adds a row; the first one makes the file and sets its columns. */
  write: (rejection: Rejected) => Promise<void>;
  /** Closes the file and says how many rows it holds: 0 means that none was made. */
  close: () => Promise<number>;
}

const reasonColumn = 'rejected_reason';
const restColumn = 'rejected_rest';
const ours = [rejectedLineColumn, reasonColumn, restColumn];

const lineOf = (cells: readonly string[]): string =>
  stringify([cells.map(guardFormula)], { quoted: true, record_delimiter: '\r\n' });

/**
 * Writes rejected rows to `path`: the line and the reason, then the row's own columns, every cell safe to open in a
 * spreadsheet. Corrected, the file can be imported like the one it came from: the readers find columns by name.
 */
export const openRejected = (path: string): RejectedFile => {
  let file: FileHandle | undefined;
  let own: string[] = [];
  let rows = 0;
  return {
    write: async ({ line, rejected, row, rest }) => {
      if (!file) {
        file = await open(path, 'w', 0o600);
        own = Object.keys(row).filter((name) => !ours.includes(name));
        await file.writeFile(lineOf([rejectedLineColumn, reasonColumn, ...own, restColumn]));
      }
      await file.writeFile(
        lineOf([String(line), rejected, ...own.map((name) => row[name] ?? ''), rest ?? '']),
      );
      rows += 1;
    },
    close: async () => {
      await file?.close();
      return rows;
    },
  };
};
