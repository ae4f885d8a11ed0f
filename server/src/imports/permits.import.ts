import type { AgencyId } from '@standpipe/policy';
import type { Database } from '../db/open.ts';
import { applyAtPlace } from './at-place.import.ts';
import type { AtPlaceRecord } from './at-place.plan.ts';
import { type ImportRun, importInBatches, type Tally } from './batches.ts';
import { wholeAgency } from './importer.ts';
import type { PermitItem, PermitRow } from './readers/chicago-permits.ts';

type Item = Extract<PermitItem, { readonly permit: PermitRow }>;

const recordOf = ({ externalId, place, description, issuedOn, ...permit }: PermitRow): AtPlaceRecord => ({
  externalId,
  content: {
    number: permit.number,
    type: permit.type,
    class: permit.class,
    status: permit.status,
    issued_on: issuedOn,
    ...(description !== undefined && { description }),
  },
  place,
});

/**
 * Makes permits of one agency with the places they are at, or brings them up to date: a permit is known by the id its
 * source has for it. A permit that the file no longer lists stays.
 */
export function importPermits(
  database: Database,
  agency: AgencyId,
  source: AsyncIterable<PermitItem>,
  run: ImportRun = {},
): Promise<Tally> {
  const how = { write: !run.dryRun, newPlaces: true, planned: new Set<string>() };
  const records = (items: readonly Item[]) => items.map(({ permit }) => recordOf(permit));
  return importInBatches<Item>(database, source, run, (db, items) =>
    applyAtPlace(db, wholeAgency(agency), 'permit', records(items), how),
  );
}
