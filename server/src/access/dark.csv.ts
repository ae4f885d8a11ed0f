import { stringify } from 'csv-stringify/sync';
import { guardFormula } from '../imports/readers/formula.ts';
import type { DarkRow } from './dark.store.ts';

/** What an exported record says: its own agency's fields, and none of the place's. */
const columns: Readonly<Record<string, string>> = {
  id: 'id',
  number: 'number',
  type: 'type',
  class: 'class',
  status: 'status',
  description: 'description',
  issuedOn: 'issued_on',
  expiresOn: 'expires_on',
  edition: 'edition',
  section: 'section',
  holder: 'holder',
  contactName: 'contact_name',
  contactPhone: 'contact_phone',
  contactEmail: 'contact_email',
  fee: 'fee',
  scheduledFor: 'scheduled_for',
  startedAt: 'started_at',
  completedAt: 'completed_at',
  assignedTo: 'assignee',
  checklist: 'checklist',
  violations: 'violations',
  reopenedReason: 'reopened_reason',
  notes: 'notes',
  withheld: 'withheld',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const line = (cells: readonly string[]) =>
  stringify([cells.map(guardFormula)], { quoted: true, record_delimiter: '\r\n' });

export const csvHead = line(['kind', ...Object.keys(columns)]);

/** One record as a line that no spreadsheet runs. */
export const csvLine = (kind: string, row: DarkRow): string =>
  line([kind, ...Object.values(columns).map((column) => textOf(row[column]))]);
