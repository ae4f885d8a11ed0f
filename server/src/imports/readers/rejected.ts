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

/** A table of rejected rows: the line and the reason, then the file's own columns, every cell safe to open. */
export function rejectedTable(columns: readonly string[]) {
  const own = columns.filter((name) => !ours.includes(name));
  return {
    head: lineOf([rejectedLineColumn, reasonColumn, ...own, restColumn]),
    line: ({ line, rejected, row, rest }: Rejected) =>
      lineOf([
        String(line),
        rejected,
        ...own.map((name) => (Object.hasOwn(row, name) ? (row[name] ?? '') : '')),
        rest ?? '',
      ]),
  };
}

/**
 * Writes rejected rows to `path`: the line and the reason, then the row's own columns, every cell safe to open in a
 * spreadsheet. Corrected, the file can be imported like the one it came from: the readers find columns by name.
 */
export const openRejected = (path: string): RejectedFile => {
  let file: FileHandle | undefined;
  let table = rejectedTable([]);
  let rows = 0;
  return {
    write: async (rejection) => {
      if (!file) {
        file = await open(path, 'w', 0o600);
        table = rejectedTable(Object.keys(rejection.row));
        await file.writeFile(table.head);
      }
      await file.writeFile(table.line(rejection));
      rows += 1;
    },
    close: async () => {
      await file?.close();
      return rows;
    },
  };
};
