import { type Kind, place } from '@standpipe/policy';
import { sql } from 'kysely';
import { recordColumns } from './columns.ts';
import type { KindEntry } from './entry.ts';
import { pointOf } from './point.ts';

export const placeKind = {
  rules: place as unknown as Kind,
  table: 'place',
  path: '/places',
  one: 'place',
  many: 'places',
  parties: { owner: 'owner' },
  facts: { withheld: 'withheld' },
  retiredAt: 'retired_at',
  atPlace: false,
  columns: recordColumns(
    ...['retired_at', 'unit', 'city', 'state', 'zip', 'name', 'occupancy_type', 'construction_type'],
    ...['stories', 'year_built', 'floor_area_sq_ft', 'location_source', 'object_id'],
  ),
  texts: [
    { column: 'search', fields: ['addressLine', 'unit', 'city', 'zip', 'name', 'occupancyType'] },
    { column: 'doorstep', fields: ['addressLine', 'occupancyType'] },
  ],
  hit: {
    content: (row) => ({
      addressLine: row.address_line,
      unit: row.unit,
      name: row.name,
      occupancyType: row.occupancy_type,
      city: row.city,
      location: pointOf(row as never),
    }),
    lines: ({ addressLine, unit, name, occupancyType, city }) => [
      [addressLine, unit].filter(Boolean).join(', '),
      name,
      occupancyType,
      city,
    ],
  },
  label: sql`t.address_line || ', ' || t.city`,
  files: true,
} satisfies KindEntry;
