import { flowClasses } from '@standpipe/water';
import { sql } from 'kysely';
import { listingOf } from '../records/list.ts';
import { hydrantDomain } from './hydrants.service.ts';

/** How hydrants are listed: their orders and filters. */
export const hydrantListing = listingOf(hydrantDomain, {
  sorts: {
    number: { column: 'number', field: 'number' },
    addressLine: { column: 'address_line', nullable: true, field: 'addressLine' },
  },
  filters: async (_call, { status, type, flowClass }) => [
    ...(status ? [{ field: 'status', where: sql`t.status = ${status}`, counted: status }] : []),
    ...(type ? [{ field: 'type', where: sql`t.type = ${type}` }] : []),
    ...(flowClass ? [{ field: 'flowClass', where: ofClass(flowClass) }] : []),
  ],
});

/** Hydrants whose rated flow is in the bounds of a class. */
function ofClass(name: string) {
  const at = flowClasses.findIndex((each) => each.name === name);
  const above = flowClasses[at - 1]?.fromGpm;
  return sql`t.rated_flow_gpm >= ${flowClasses[at]!.fromGpm} ${above ? sql`and t.rated_flow_gpm < ${above}` : sql``}`;
}
