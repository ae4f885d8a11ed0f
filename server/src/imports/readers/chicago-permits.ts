import type { PermitStatus } from '@standpipe/contract';
import type { Point } from 'geojson';
import { isRejected, type Rejected, type Row, readRows } from './csv.ts';
import { type Box, findTooLong, isDate, readPoint, tidy } from './fields.ts';

/** A permit with the place it is at. Permits with the same `placeKey` are at the same place and carry the same one. */
export interface PermitRow {
  readonly externalId: string;
  readonly number: string;
  readonly placeKey: string;
  readonly place: {
    readonly addressLine: string;
    readonly city: 'Chicago';
    readonly state: 'IL';
    readonly location: Point;
  };
  readonly type: string;
  readonly class: 'operational' | 'construction';
  readonly status: PermitStatus;
  readonly description?: string;
  readonly issuedOn: string;
}

/** Every row of the file ends in one of these. */
export type PermitItem = { readonly line: number; readonly permit: PermitRow } | Rejected;

const chicago: Box = [-87.95, 41.63, -87.5, 42.05];

const columns = [
  ...['permit_number', 'permit_status', 'permit_type', 'issue_date', 'address', 'work_type'],
  ...['latitude', 'longitude', 'work_description'],
];
const limits = { permit_number: 40, permit_type: 100, work_type: 100, address: 200, work_description: 4000 };

/**
 * The city's words in ours. Every permit of the file has been issued, so nothing is "applied" or "denied".
 * - no status: sign, elevator, demolition and easy permits are not followed up by the city; they were issued
 * - PHASED PERMITTING: issued for a first phase
 * - SUSPENDED: by the city's code (14A-4-413) no work was started or inspected in time; work may not proceed until the
 *   permit is reinstated against a fee. That is our "expired", which may be renewed, and not "revoked", which is final
 * - CANCELLED: given up without a finding against the holder, which REVOKED is
 */
const statuses = new Map<string, PermitStatus>([
  ['', 'issued'],
  ['ACTIVE', 'issued'],
  ['PHASED PERMITTING', 'issued'],
  ['SUSPENDED', 'expired'],
  ['COMPLETE', 'closed'],
  ['CANCELLED', 'closed'],
  ['REVOKED', 'revoked'],
]);

/** Kinds of work that allow an activity for a time; all others allow a piece of work on a building. */
const operational = new Set(['Monthly Maintenance Permit']);

/** The kind of work where the file names one, else the kind of permit ("PERMIT - SIGNS" gives "Signs"). */
const typeOf = (row: Row['row']): string => {
  const work = tidy(row.work_type ?? '');
  if (work !== '') return work;
  const kind = tidy(row.permit_type ?? '').replace(/^PERMIT [-–] /, '');
  return kind.toLowerCase().replace(/(^|[^a-z])[a-z]/g, (start) => start.toUpperCase());
};

const findFault = (row: Row['row'], lines: ReadonlyMap<string, number>): string | undefined => {
  const number = tidy(row.permit_number ?? '');
  if (number === '') return 'no permit_number';
  if (lines.has(number)) return `permit_number ${number} is on line ${lines.get(number)} already`;
  if (tidy(row.address ?? '') === '') return 'no address';
  if (typeOf(row) === '') return 'neither work_type nor permit_type';
  if (!statuses.has(tidy(row.permit_status ?? '')))
    return `permit_status "${row.permit_status}" is not known`;
  if (!isDate(row.issue_date ?? '')) return `issue_date "${row.issue_date}" is not a date (YYYY-MM-DD)`;
  return findTooLong(row, limits);
};

/**
 * The permits of Chicago's building permit file, each with its place. Permits at one address share the place of the
 * first of them, though the city's points for it may differ by some metres.
 */
export async function* readChicagoPermits(path: string): AsyncGenerator<PermitItem> {
  const lines = new Map<string, number>();
  const places = new Map<string, PermitRow['place']>();
  for await (const item of readRows(path, columns)) {
    const { line, row } = item;
    const rejected = isRejected(item) ? item.rejected : findFault(row, lines);
    const location = readPoint(row.longitude ?? '', row.latitude ?? '', chicago, 'Chicago');
    if (rejected) yield isRejected(item) ? item : { line, row, rejected };
    else if (typeof location === 'string') yield { line, row, rejected: location };
    else {
      const number = tidy(row.permit_number ?? '');
      const addressLine = tidy(row.address ?? '');
      const placeKey = addressLine.toLowerCase();
      const place = places.get(placeKey) ?? { addressLine, city: 'Chicago', state: 'IL', location };
      const type = typeOf(row);
      const description = (row.work_description ?? '').trim();
      lines.set(number, line);
      places.set(placeKey, place);
      const permit: PermitRow = {
        externalId: number,
        number,
        placeKey,
        place,
        type,
        class: operational.has(type) ? 'operational' : 'construction',
        status: statuses.get(tidy(row.permit_status ?? '')) ?? 'issued',
        ...(description && { description }),
        issuedOn: row.issue_date ?? '',
      };
      yield { line, permit };
    }
  }
}
