import { device, type Kind } from '@standpipe/policy';
import { sql } from 'kysely';
import { pointlessColumns } from './columns.ts';
import type { KindEntry } from './entry.ts';

/** The newest fix of a unit, as the join adds it; null where there is none. */
export interface DeviceJoined {
  readonly fix_at: string | null;
  readonly heard_at: string | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly speed: number | null;
  readonly course: number | null;
  readonly accuracy: number | null;
}

export const deviceKind = {
  rules: device as unknown as Kind,
  table: 'unit',
  path: '/units',
  one: 'unit',
  many: 'units',
  parties: { owner: 'owner' },
  facts: { withheld: 'withheld', signedIn: 'status' },
  atPlace: false,
  columns: pointlessColumns('call_sign', 'type', 'status', 'signed_in_at'),
  joined: {
    columns: sql`fix.at as fix_at, fix.heard_at, fix.lng, fix.lat, fix.speed, fix.course, fix.accuracy`,
    joins: sql`left join unit_position fix on fix.unit_id = t.id`,
  },
  texts: [{ column: 'search', fields: ['callSign', 'type'] }],
  hit: {
    content: (row) => ({
      callSign: row.call_sign,
      type: row.type,
      location: row.fix_at ? { type: 'Point', coordinates: [row.lng, row.lat] } : null,
    }),
    lines: ({ callSign, type }) => [callSign, type],
  },
  label: sql`t.call_sign`,
} satisfies KindEntry;
