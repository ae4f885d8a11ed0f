import { hydrant, type Kind } from '@standpipe/policy';
import { sql } from 'kysely';
import { recordColumns } from './columns.ts';
import type { KindEntry } from './entry.ts';
import { pointOf } from './point.ts';

export const hydrantKind = {
  rules: hydrant as unknown as Kind,
  table: 'hydrant',
  path: '/hydrants',
  one: 'hydrant',
  many: 'hydrants',
  parties: { owner: 'owner' },
  facts: { withheld: 'withheld' },
  atPlace: false,
  columns: recordColumns('number', 'type', 'status', 'rated_flow_gpm', 'color'),
  texts: [{ column: 'search', fields: ['number', 'addressLine'] }],
  hit: {
    content: (row) => ({
      number: row.number,
      type: row.type,
      status: row.status,
      addressLine: row.address_line,
      location: pointOf(row as never),
    }),
    lines: ({ number, addressLine }) => [`Hydrant ${number}`, addressLine],
  },
  label: sql`concat_ws(', ', t.number, t.address_line)`,
  versions: true,
} satisfies KindEntry;
