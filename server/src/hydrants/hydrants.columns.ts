import type { HydrantChange } from '@standpipe/contract';
import type { Columns, RowOf } from '../records/domain.ts';

/** The fields that stand in a column of their own, as they are. */
const fields = [
  ...['number', 'castNumber', 'facilityId', 'addressLine', 'findIt', 'type', 'status', 'statusReason'],
  ...['statusSince', 'expectedReturnOn', 'mainSizeIn', 'deadEndMain', 'privateMain', 'sharesSprinklerSupply'],
  ...['pressureZone', 'usableInWinter', 'liftFt', 'volumeGal', 'turnaround', 'outlets', 'ratedFlowGpm'],
  ...['paintedColor'],
];

/** The column of a field: "castNumber" is in `cast_number`. */
export const columnOf = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Those fields of a row. */
export const contentOf = (row: RowOf<'hydrant'>): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, (row as Record<string, unknown>)[columnOf(field)]]));

/** A message's fields as the table's columns. */
export function columnsOf({ location, statusSince, ...rest }: HydrantChange): Columns {
  return {
    ...Object.fromEntries(Object.entries(rest).map(([field, value]) => [columnOf(field), value])),
    ...(statusSince !== undefined && {
      status_since: statusSince === null ? null : new Date(statusSince).toISOString(),
    }),
    ...(location && { lng: location.coordinates[0], lat: location.coordinates[1] }),
  };
}
