import type { Refusal, Tally } from './batches.ts';
import type { PermitItem, PermitRow } from './readers/chicago-permits.ts';

/** Nothing at all came of it. */
export const none: Tally = { created: 0, changed: 0, unchanged: 0, rejected: 0, placesCreated: 0 };

/** Keeps what an import rejects. */
export const collect = () => {
  const refused: Refusal[] = [];
  return { refused, onRejected: (refusal: Refusal) => void refused.push(refusal) };
};

/** An address in Chicago, as a permit names it. */
export const at = (addressLine: string, lng = -87.65) => ({
  placeKey: addressLine.toLowerCase(),
  place: {
    addressLine,
    city: 'Chicago' as const,
    state: 'IL' as const,
    location: { type: 'Point' as const, coordinates: [lng, 41.8] },
  },
});

/** A permit as the reader gives it. */
export const permit = (number: string, facts: Partial<PermitRow> = {}): PermitRow => ({
  externalId: number,
  number,
  ...at('1 W LAKE ST'),
  type: 'Fire Alarm',
  class: 'construction',
  status: 'issued',
  description: 'FIRE ALARM SYSTEM',
  issuedOn: '2025-01-02',
  ...facts,
});

/** A file of these rows; a text is a row that the reader rejects, an error ends the reading. */
export async function* from(...rows: (PermitRow | string | Error)[]): AsyncGenerator<PermitItem> {
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    if (row instanceof Error) throw row;
    yield typeof row === 'string' ? { line, row: {}, rejected: row } : { line, permit: row };
  }
}
