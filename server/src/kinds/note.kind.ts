import { type Kind, note } from '@standpipe/policy';
import { sql } from 'kysely';
import { pointlessColumns } from './columns.ts';
import type { KindEntry } from './entry.ts';

export const noteKind = {
  rules: note as unknown as Kind,
  table: 'note',
  path: '/notes',
  one: 'problem report',
  many: 'problem reports',
  parties: { author: 'author', owner: 'owner' },
  facts: { withheld: 'withheld', about: 'record_kind' },
  atPlace: false,
  columns: pointlessColumns(
    ...['author_id', 'record_kind', 'record_id', 'record_label', 'text', 'status', 'resolved_at'],
  ),
  texts: [{ column: 'search', fields: ['record', 'text'] }],
  hit: {
    content: (row) => ({ record: { label: row.record_label }, text: row.text, status: row.status }),
    lines: ({ record, text }) => [`Problem report: ${(record as { label: string }).label}`, text],
  },
  label: sql`t.record_label`,
} satisfies KindEntry;
