import type { RegistryOutcome } from '../../api/messages.ts';

/** A spreadsheet would run what begins like a formula; a quote before it keeps it text. */
const safe = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const cell = (text: string) =>
  /[",\r\n]/.test(safe(text)) ? `"${safe(text).replaceAll('"', '""')}"` : safe(text);

/** Rejected rows as a table: line and reason, then what stood in the row. */
export function rejectedCsv(rows: RegistryOutcome['rejectedRows']): string {
  const columns = [...new Set(rows.flatMap(({ row }) => Object.keys(row ?? {})))];
  const lines = rows.map(({ line, reason, row }) => [
    String(line),
    reason,
    ...columns.map((column) => row?.[column] ?? ''),
  ]);
  return [['line', 'reason', ...columns], ...lines].map((each) => each.map(cell).join(',')).join('\r\n');
}
