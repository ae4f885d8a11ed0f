import { sql } from 'kysely';
import { listingOf } from '../records/list.ts';
import { unitDomain } from './units.service.ts';

const sorts = { callSign: { column: 'call_sign', field: 'callSign' } };
const byType = (type: string | undefined) => (type ? [{ field: 'type', where: sql`t.type = ${type}` }] : []);

/** How units are listed. */
export const unitListing = listingOf(unitDomain, {
  sorts,
  filters: async (_call, { status, type }) => [
    ...(status ? [{ field: 'status', where: sql`t.status = ${status}`, counted: status }] : []),
    ...byType(type),
  ],
});

/** How live positions are listed: units that have one. */
export const deviceListing = listingOf(unitDomain, {
  sorts,
  filters: async (_call, { type, box }) => [...byType(type), { field: 'location', where: hasPosition(box) }],
});

function hasPosition(box: string | undefined) {
  const positions = sql`exists (select from unit_position p where p.unit_id = t.id`;
  if (!box) return sql`${positions})`;
  const [west, south, east, north] = box.split(',').map(Number) as [number, number, number, number];
  const between =
    west <= east ? sql`p.lng between ${west} and ${east}` : sql`(p.lng >= ${west} or p.lng <= ${east})`;
  return sql`${positions} and ${between} and p.lat between ${south} and ${north})`;
}
