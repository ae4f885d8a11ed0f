import { communityConnect, type Kind } from '@standpipe/policy';
import { sql } from 'kysely';
import { recordColumns } from './columns.ts';
import type { KindEntry } from './entry.ts';
import { pointOf } from './point.ts';

export const communityConnectKind = {
  rules: communityConnect as unknown as Kind,
  table: 'community_profile',
  path: '/community-connect',
  one: 'Community Connect profile',
  many: 'Community Connect profiles',
  parties: { owner: 'owner' },
  facts: { withheld: 'withheld', placeWithheld: 'place_withheld' },
  atPlace: true,
  columns: recordColumns(
    ...[
      'place_id',
      'place_withheld',
      'place_retired',
      'type',
      'name',
      'confirmed_on',
      'sections',
      'home_only',
    ],
    ...['recorded', 'sealed', 'sealed_key', 'key_id'],
  ),
  texts: [{ column: 'search', fields: ['addressLine', 'name'] }],
  hit: {
    content: (row) => ({ name: row.name, addressLine: row.address_line, location: pointOf(row as never) }),
    lines: ({ name, addressLine }) => (name ? [name, addressLine] : [addressLine]),
  },
  label: sql`concat_ws(', ', t.name, t.address_line)`,
} satisfies KindEntry;
