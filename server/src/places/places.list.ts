import { type RawBuilder, sql } from 'kysely';
import { logViews } from '../audit/audit.store.ts';
import type { Filter } from '../db/list.type.ts';
import { commonSorts, type Listing } from '../records/list.ts';
import { presentPlace } from './places.service.ts';
import type { PlaceRow } from './places.store.ts';

/** Each filter with the field it reads: a way that does not open the field shows nothing under the filter. */
const filters: Readonly<Record<string, (value: string) => RawBuilder<unknown>>> = {
  occupancyType: (value) => sql`t.occupancy_type = ${value}`,
  constructionType: (value) => sql`t.construction_type = ${value}`,
  city: (value) => sql`lower(t.city) = lower(${value})`,
  state: (value) => sql`lower(t.state) = lower(${value})`,
  zip: (value) => sql`t.zip = ${value}`,
};

/** How places are listed: their orders and filters. */
export const placeListing: Listing<PlaceRow> = {
  kind: 'place',
  sorts: commonSorts,
  filters: async (_call, asked): Promise<Filter[]> =>
    Object.entries(asked).map(([field, value]) => ({ field, where: filters[field]!(value) })),
  present: presentPlace,
  viewed: (call, rows, filter) =>
    logViews(
      call,
      'place',
      rows.map((row) => ({ agency: row.owner_id, id: row.id })),
      { filter },
    ),
};
