import { sql } from 'kysely';
import { listingOf } from '../records/list.ts';
import { filterByPlace } from '../records/place-facts.ts';
import { prePlanDomain } from './pre-plans.domain.ts';

/** How pre-plans are listed: their orders and filters. */
export const prePlanListing = listingOf(prePlanDomain, {
  sorts: {
    publishedAt: { column: 'published_at', nullable: true, field: 'publishedAt' },
    reviewDueOn: { column: 'review_due_on', nullable: true, field: 'sections' },
  },
  filters: async (call, { status, draft, place, dueBefore }) => [
    ...(status ? [{ field: 'status', where: sql`t.status = ${status}`, counted: status }] : []),
    ...(draft
      ? [
          {
            field: 'draft',
            where: sql`exists (select from pre_plan_draft d where d.pre_plan_id = t.id and d.status = ${draft})`,
          },
        ]
      : []),
    ...(place !== undefined ? [{ field: null, where: await filterByPlace(call, place) }] : []),
    ...(dueBefore ? [{ field: 'sections', where: sql`t.review_due_on < ${dueBefore}` }] : []),
  ],
});
