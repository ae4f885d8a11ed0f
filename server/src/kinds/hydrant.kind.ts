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
  columns: recordColumns(
    ...['number', 'cast_number', 'facility_id', 'find_it', 'type', 'painted_color', 'outlets'],
    ...['status', 'status_reason', 'status_since', 'expected_return_on', 'rated_flow_gpm', 'rated_on'],
    ...['main_size_in', 'dead_end_main', 'private_main', 'shares_sprinkler_supply', 'pressure_zone'],
    ...['usable_in_winter', 'lift_ft', 'volume_gal', 'turnaround', 'object_id'],
  ),
  texts: [{ column: 'search', fields: ['number', 'castNumber', 'facilityId', 'addressLine'] }],
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
  files: true,
} satisfies KindEntry;
