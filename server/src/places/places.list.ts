import { type RawBuilder, sql } from 'kysely';
import { listingOf } from '../records/list.ts';
import { placeDomain } from './places.service.ts';

/** Each filter with the field it reads: a way that does not open the field shows nothing under the filter. */
const filters: Readonly<Record<string, (value: string) => RawBuilder<unknown>>> = {
  occupancyType: (value) => sql`t.occupancy_type = ${value}`,
  constructionType: (value) => sql`t.construction_type = ${value}`,
  city: (value) => sql`lower(t.city) = lower(${value})`,
  state: (value) => sql`lower(t.state) = lower(${value})`,
  zip: (value) => sql`t.zip = ${value}`,
};

/** How places are listed. */
export const placeListing = listingOf(placeDomain, {
  sorts: {},
  filters: async (_call, asked) =>
    Object.entries(asked).map(([field, value]) => ({ field, where: filters[field]!(value) })),
});
