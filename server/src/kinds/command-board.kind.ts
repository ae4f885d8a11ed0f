import { commandBoard, type Kind } from '@standpipe/policy';
import { sql } from 'kysely';
import { pointlessColumns } from './columns.ts';
import type { KindEntry } from './entry.ts';

/** Who holds command, by name, as the join adds it. */
export interface CommandBoardJoined {
  readonly holder_name: string;
  readonly holder_color: string;
  readonly commander_name: string | null;
}

export const commandBoardKind = {
  rules: commandBoard as unknown as Kind,
  table: 'command_board',
  path: '/command-boards',
  one: 'command board',
  many: 'command boards',
  parties: { owner: 'owner' },
  facts: { withheld: 'withheld', status: 'status', holder: 'holder_id' },
  atPlace: false,
  columns: pointlessColumns(
    ...[
      'incident_name',
      'type',
      'lng',
      'lat',
      'strategy',
      'status',
      'holder_id',
      'holder_person',
      'held_since',
    ],
    ...['epoch', 'seq', 'ended_at'],
  ),
  joined: {
    columns: sql`holder.name as holder_name, holder.color as holder_color, commander.name as commander_name`,
    joins: sql`join agency holder on holder.id = t.holder_id
      left join person commander on commander.id = t.holder_person`,
  },
  texts: [{ column: 'search', fields: ['incidentName', 'type'] }],
  hit: {
    content: (row) => ({
      incidentName: row.incident_name,
      type: row.type,
      status: row.status,
      location: row.lng === null ? null : { type: 'Point', coordinates: [row.lng, row.lat] },
    }),
    lines: ({ incidentName, type }) => [incidentName, type],
  },
  label: sql`t.incident_name`,
} satisfies KindEntry;
