import type { RecordKind } from '../kinds/kinds.ts';

/** A layer of the map: which kind of record it shows, and what of it. Another layer is another entry in `layers`. */
export interface TileLayer {
  /** As in the address and in the tile. */
  readonly name: string;
  readonly kind: RecordKind;
  readonly summary: string;
  /** From zoom 15 on, further properties of a point, with the record's field and its column. */
  readonly close: readonly { readonly field: string; readonly column: string }[];
}

/**
 * Only fields that every way into the kind opens may stand in `close`: a way that opens a field less would show the
 * record far away and not close up.
 */
export const layers: readonly TileLayer[] = [
  {
    name: 'places',
    kind: 'place',
    summary: 'A tile of the map: the places you may see, as a Mapbox Vector Tile',
    close: [
      { field: 'addressLine', column: 'address_line' },
      { field: 'occupancyType', column: 'occupancy_type' },
    ],
  },
  {
    name: 'hydrants',
    kind: 'hydrant',
    summary: 'A tile of the map: the hydrants you may see, as a Mapbox Vector Tile',
    close: [
      { field: 'number', column: 'number' },
      { field: 'status', column: 'status' },
      { field: 'type', column: 'type' },
    ],
  },
  {
    name: 'prePlans',
    kind: 'prePlan',
    summary: 'A tile of the map: the pre-plans you may see, as a Mapbox Vector Tile',
    close: [
      { field: 'addressLine', column: 'address_line' },
      { field: 'status', column: 'status' },
    ],
  },
];
