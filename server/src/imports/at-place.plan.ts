import { isDeepStrictEqual } from 'node:util';
import { inspectionTransitions, permitTransitions } from '@standpipe/contract';
import { decide } from '@standpipe/policy';
import { subjectOf } from '../kinds/entry.ts';
import { kinds, rulesOf } from '../kinds/kinds.ts';
import type { AtPlaceKind } from '../records/at-place.ts';
import type { Content, StandingRecord } from './at-place.store.ts';
import type { Importer } from './importer.ts';
import { isMadeHere, placeKey, type WantedPlace } from './wanted-place.ts';

/** A permit or inspection as a file has it; what the file does not say is absent. */
export interface AtPlaceRecord {
  readonly externalId: string;
  readonly content: Content;
  readonly place: WantedPlace;
}

/** What is to be done with one record: nothing yet decided about its place. */
export interface Plan {
  readonly record: AtPlaceRecord;
  readonly standing: StandingRecord | null;
  /** The place that the record has to go to: every new one's, and one's that the file has moved. */
  readonly site: string | null;
  readonly changes: Content;
  readonly way: string | null;
}

/** Reopening an inspection takes a person's reason, which no file gives. */
const ways: Readonly<Record<AtPlaceKind, Readonly<Record<string, readonly string[]>>>> = {
  permit: permitTransitions,
  inspection: { ...inspectionTransitions, completed: [] },
};
const names: Readonly<Record<AtPlaceKind, string>> = { permit: 'permit', inspection: 'inspection' };

/** May a record get from one status to another in any number of steps? Two states of a file may lie far apart. */
function isReachable(kind: AtPlaceKind, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const each of seen) for (const next of ways[kind][each] ?? []) seen.add(next);
  return seen.has(to);
}

/** The dates of a record that do not go together, in words. */
function datesFault(standing: StandingRecord | null, content: Content): string | null {
  const issued = content.issued_on ?? standing?.issued_on;
  const expires = content.expires_on ?? standing?.expires_on;
  if (issued && expires && String(expires) < String(issued))
    return content.expires_on
      ? `expires on ${expires}, before it is issued (${issued})`
      : `issued on ${issued}, after it expires here (${expires})`;
  return null;
}

/** Why a record that the agency has may not be changed, where the file says so much of it. */
export const closedByOwner = (what: string) =>
  `its place has another owner now, who has not opened it for ${what}s of this agency`;

/** Compares a record with what stands. A string says why it cannot be taken. */
export function planRecord(
  kind: AtPlaceKind,
  { agency, viewer }: Importer,
  record: AtPlaceRecord,
  standing: StandingRecord | null,
): Plan | string {
  const { content } = record;
  const key = placeKey(record.place);
  const fault = datesFault(standing, content);
  if (!standing) return fault ?? { record, standing, site: key, changes: content, way: null };
  const decision = decide(rulesOf(kind).actions.edit, viewer, subjectOf(kinds[kind], standing));
  if (!decision) return closedByOwner(names[kind]);
  const { status } = content;
  if (status !== undefined && !isReachable(kind, standing.status, String(status)))
    return `the ${names[kind]} is ${standing.status} here, which cannot become ${status}`;
  if (fault) return fault;
  const own = standing.owner_id === agency && isMadeHere(standing.place_external_id);
  const moved = own && !('id' in record.place) && standing.place_external_id !== key;
  const changes = Object.fromEntries(
    Object.entries(content).filter(([column, value]) => !isDeepStrictEqual(standing[column], value)),
  );
  return { record, standing, site: moved ? key : null, changes, way: decision.way };
}
