import type { Hit } from './entry.ts';
import { pointOf } from './point.ts';

/** A permit or inspection among what a search found. */
export const hitAtPlace: Hit = {
  content: (row) => ({
    number: row.number,
    type: row.type,
    status: row.status,
    addressLine: row.address_line,
    location: pointOf(row as never),
  }),
  lines: (shown) => [shown.number, shown.type, shown.addressLine],
};
