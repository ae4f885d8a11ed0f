import type { NewPlace, PlaceChange } from '@standpipe/contract';
import { type Call, ownAgency } from '../http/call.ts';
import { type Deed, type Domain, ownAgencyOnly, type RowOf } from '../records/domain.ts';
import { emitCarried } from './carried.ts';
import { columnsOf, contentOf } from './places.columns.ts';
import { withdrawOfferOf } from './transfers.told.ts';

export type PlaceRow = RowOf<'place'>;

const verbs: { readonly [D in Deed]?: string } = {
  edit: 'change',
  delete: 'delete',
  handOver: 'hand over',
  readHistory: 'read the history of',
};

/** What places have of their own. */
export const placeDomain: Domain<PlaceRow, NewPlace, PlaceChange> = {
  kind: 'place',
  content: (_call, row) => contentOf(row),
  begin: async (call, wanted) => ({ columns: { ...columnsOf(wanted), owner_id: ownAgency(call).id } }),
  ask: async (_call, _row, change) => columnsOf(change),
  refusal: (row, deed) =>
    ownAgencyOnly(row, `{agency} owns this place: only {agency} can ${verbs[deed] ?? 'change'} it.`),
  changed: carry,
};

/** The columns of a place that every record at it carries. */
const carried = ['address_line', 'lng', 'lat', 'withheld'] as const;

/** Puts everything at a place on the stream when what it carries of the place has changed. */
async function carry(call: Call, before: PlaceRow, after: PlaceRow | null): Promise<void> {
  if (after && carried.every((column) => before[column] === after[column])) return;
  await emitCarried(call, before.id, () => ({ placeWithheld: before.withheld }));
  if (!after) await withdrawOfferOf(call, before.id);
}
