import { basename } from 'node:path';
import type { Refusal, Tally } from '../imports/batches.ts';

const grouped = new Intl.NumberFormat('en-US');
const shown = 5;

const rowsOf = ({ created, changed, unchanged, rejected }: Tally) => created + changed + unchanged + rejected;

/** Tells how far an import has come, on a line of its own, at most once a second. */
export function progressTeller(say: (line: string) => void): (soFar: Tally) => void {
  let last = Date.now();
  return (soFar) => {
    if (Date.now() - last < 1000) return;
    last = Date.now();
    say(`${grouped.format(rowsOf(soFar))} rows so far`);
  };
}

/** Says the first few of many, and where the others are. */
function firstFew(say: (line: string) => void, others: string) {
  let printed = 0;
  return (line: number, text: string) => {
    printed += 1;
    if (printed <= shown) say(`line ${line}: ${text}`);
    else if (printed === shown + 1) say(others);
  };
}

/** Reasons for who asked for no file of them. */
export function reasonTeller(say: (line: string) => void) {
  const tell = firstFew(say, 'More rows are rejected: --rejected <file> writes them all.');
  return ({ line, rejected }: Refusal) => tell(line, rejected);
}

/** Notes for who did not ask for a dry run. */
export const noteTeller = (say: (line: string) => void) =>
  firstFew(say, 'A dry run beforehand says all such notes.');

export interface Report {
  readonly title: string;
  readonly tally: Tally;
  readonly dryRun: boolean;
  readonly rejectedFile: string | undefined;
  readonly milliseconds: number;
}

/** What an import did, or on a dry run would have done. */
export function reportImport({ title, tally, dryRun, rejectedFile, milliseconds }: Report): string {
  const { created, changed, unchanged, rejected, placesCreated } = tally;
  const row = (name: string, count: number, note = '') =>
    `  ${name.padEnd(12)}${grouped.format(count).padStart(9)}${note}`;
  const where = rejected > 0 && rejectedFile ? `  (reasons in ${basename(rejectedFile)})` : '';
  const lines = [
    dryRun ? `${title}: a dry run, nothing was written. It would be` : title,
    row('created', created),
    row('changed', changed),
    row('unchanged', unchanged),
    row('rejected', rejected, where),
    ...(placesCreated > 0 ? [row('new places', placesCreated)] : []),
    `in ${(milliseconds / 1000).toFixed(1)} s.`,
  ];
  if (created + changed === 0 && unchanged > 0)
    lines.push(`Nothing to change: all ${grouped.format(unchanged)} are as the file has them.`);
  return lines.join('\n');
}
