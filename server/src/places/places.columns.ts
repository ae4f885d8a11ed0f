import type { NewPlace, PlaceChange } from '@standpipe/contract';
import type { Insertable, Updateable } from 'kysely';
import type { PlaceTable } from '../db/tables/records.ts';
import { pointOf } from '../kinds/point.ts';
import type { RowOf } from '../records/domain.ts';

/** A place's content, field by field, as messages name it. */
export const contentOf = (row: RowOf<'place'>) => ({
  addressLine: row.address_line,
  unit: row.unit,
  city: row.city,
  state: row.state,
  zip: row.zip,
  location: pointOf(row),
  locationSource: row.location_source,
  name: row.name,
  occupancyType: row.occupancy_type,
  constructionType: row.construction_type,
  stories: row.stories,
  yearBuilt: row.year_built,
  floorAreaSqFt: row.floor_area_sq_ft,
  notes: row.notes,
});

const columnNames = {
  addressLine: 'address_line',
  unit: 'unit',
  city: 'city',
  state: 'state',
  zip: 'zip',
  name: 'name',
  occupancyType: 'occupancy_type',
  constructionType: 'construction_type',
  stories: 'stories',
  yearBuilt: 'year_built',
  floorAreaSqFt: 'floor_area_sq_ft',
  notes: 'notes',
  withheld: 'withheld',
} as const satisfies Record<Exclude<keyof NewPlace, 'location'>, keyof PlaceTable>;

/** A message's fields as the table's columns. */
export function columnsOf(fields: NewPlace): Omit<Insertable<PlaceTable>, 'id' | 'owner_id' | 'created_by'>;
export function columnsOf(fields: PlaceChange): Updateable<PlaceTable>;
export function columnsOf({ location, ...fields }: PlaceChange): Updateable<PlaceTable> {
  return {
    ...Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [columnNames[field as keyof typeof columnNames], value]),
    ),
    ...(location && { lng: location.coordinates[0], lat: location.coordinates[1], location_source: null }),
  };
}
