import { type Kind, prePlan } from '@standpipe/policy';
import { sql } from 'kysely';
import { recordColumns } from './columns.ts';
import type { KindEntry } from './entry.ts';
import { pointOf } from './point.ts';

/** The columns that the join adds: the draft beside a published plan. Row-level security gives it to the owner only. */
export interface PrePlanJoined {
  readonly draft_version: number | null;
  readonly draft_status: 'draft' | 'pendingApproval' | null;
  readonly draft_changes: Readonly<Record<string, unknown>> | null;
  readonly draft_base: Readonly<Record<string, unknown>> | null;
  readonly draft_updated_at: string | null;
}

export const prePlanKind = {
  rules: prePlan as unknown as Kind,
  table: 'pre_plan',
  path: '/pre-plans',
  one: 'pre-plan',
  many: 'pre-plans',
  parties: { owner: 'owner' },
  facts: { withheld: 'withheld', placeWithheld: 'place_withheld', status: 'status' },
  atPlace: true,
  columns: recordColumns(
    ...['place_id', 'place_withheld', 'place_retired'],
    ...['status', 'published_at', 'sections', 'review_due_on', 'object_id'],
  ),
  joined: {
    columns: sql`draft.version as draft_version, draft.status as draft_status, draft.changes as draft_changes,
      draft.base as draft_base, draft.updated_at as draft_updated_at`,
    joins: sql`left join pre_plan_draft draft on draft.pre_plan_id = t.id`,
  },
  texts: [{ column: 'search', fields: ['addressLine', 'sections'] }],
  hit: {
    content: (row) => ({
      status: row.status,
      addressLine: row.address_line,
      location: pointOf(row as never),
      sections: row.sections,
    }),
    lines: ({ sections, addressLine }) => {
      const { name, use } = (sections as { identity?: { name?: string; use?: string } }).identity ?? {};
      return name ? [name, addressLine, use] : [addressLine, use];
    },
  },
  label: sql`concat_ws(', ', t.sections #>> '{identity,name}', t.address_line)`,
  versions: true,
  alsoViewedAs: ['prePlanAttachment'],
} satisfies KindEntry;
