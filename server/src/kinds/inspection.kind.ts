import { inspection, type Kind } from '@standpipe/policy';
import { sql } from 'kysely';
import { hitAtPlace } from './at-place.hit.ts';
import { atPlaceColumns } from './columns.ts';
import type { KindEntry } from './entry.ts';

/** The columns that the joins add: the inspector's name, and the facts of the inspection that this one follows. */
export interface InspectionJoined {
  readonly assignee_name: string | null;
  readonly prior_number: string | null;
  readonly prior_status: string | null;
  readonly prior_withheld: boolean | null;
}

export const inspectionKind = {
  rules: inspection as unknown as Kind,
  table: 'inspection',
  path: '/inspections',
  one: 'inspection',
  many: 'inspections',
  parties: { author: 'author', owner: 'placeOwner' },
  facts: { withheld: 'withheld', placeWithheld: 'place_withheld', status: 'status' },
  atPlace: true,
  columns: atPlaceColumns(
    ...['scheduled_for', 'scheduled_all_day', 'started_at', 'completed_at', 'assigned_to', 'assigned_person'],
    ...['checklist', 'violations', 'reinspection_of', 'reopened_reason'],
  ),
  joined: {
    columns: sql`assignee.name as assignee_name, prior.number as prior_number, prior.status as prior_status,
      prior.withheld as prior_withheld`,
    joins: sql`left join person assignee on assignee.id = t.assigned_person
      left join inspection prior on prior.id = t.reinspection_of`,
  },
  texts: [{ column: 'search', fields: ['number', 'type', 'addressLine'] }],
  hit: hitAtPlace,
  label: sql`t.number || ' · ' || t.type || ', ' || t.address_line`,
  custody: sql`t.scheduled_for, t.started_at, t.completed_at, t.checklist, t.violations, t.reopened_reason,
    (select p.name from person p where p.id = t.assigned_person) as assignee`,
  numberPrefix: 'I',
  alsoViewedAs: ['inspectionPhoto'],
  files: true,
} satisfies KindEntry;
