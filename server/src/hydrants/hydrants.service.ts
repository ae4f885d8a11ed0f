import type { HydrantChange, NewHydrant } from '@standpipe/contract';
import { ownAgency } from '../http/call.ts';
import { pointOf } from '../kinds/point.ts';
import { type Columns, type Deed, type Domain, ownAgencyOnly, type RowOf } from '../records/domain.ts';
import { flowClassOf } from './flow-class.ts';

export type HydrantRow = RowOf<'hydrant'>;

const verbs: { readonly [D in Deed]?: string } = {
  edit: 'change this of it',
  delete: 'delete it',
  restore: 'restore it',
  readHistory: 'read its history',
};

/** A message's fields as the table's columns. */
function columnsOf({ location, addressLine, ratedFlowGpm, ...rest }: HydrantChange): Columns {
  return {
    ...rest,
    ...(addressLine !== undefined && { address_line: addressLine }),
    ...(ratedFlowGpm !== undefined && { rated_flow_gpm: ratedFlowGpm }),
    ...(location && { lng: location.coordinates[0], lat: location.coordinates[1] }),
  };
}

/** What hydrants have of their own. */
export const hydrantDomain: Domain<HydrantRow, NewHydrant, HydrantChange> = {
  kind: 'hydrant',
  content: (_call, row) => ({
    number: row.number,
    location: pointOf(row),
    addressLine: row.address_line,
    type: row.type,
    status: row.status,
    ratedFlowGpm: row.rated_flow_gpm,
    flowClass: flowClassOf(row.rated_flow_gpm),
    color: row.color,
    notes: row.notes,
  }),
  begin: async (call, wanted) => ({
    columns: { status: 'inService', ...columnsOf(wanted), owner_id: ownAgency(call).id },
  }),
  ask: async (_call, _row, change) => columnsOf(change),
  restored: ({ flowClass: _computed, ...content }) => content as HydrantChange,
  refusal: (row, deed) =>
    ownAgencyOnly(row, `This hydrant is {agency}'s: only {agency} can ${verbs[deed] ?? 'change it'}.`),
};
