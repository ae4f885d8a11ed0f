import { decide, type Kind, place, type Subject } from '@standpipe/policy';
import type { Selectable } from 'kysely';
import type { AgencyNames, InspectionBeside } from '../db/rows.ts';
import { scopedKinds } from '../db/scopes.ts';
import type { RecordAtPlace } from '../db/tables/records.ts';
import type { Tables } from '../db/tables.ts';
import { type Call, eyesOf } from '../http/call.ts';
import { Problem } from '../http/problems.ts';
import { pointOf, present, type RecordRow } from './present.ts';

/** The kinds of record that are made at a place, by an agency that need not own it. */
export type AtPlaceKind = 'permit' | 'inspection';

/** A row of a permit or inspection as stores read it: with both agencies' names. */
export type AtPlaceRow<K extends AtPlaceKind> = Selectable<RecordAtPlace> &
  Selectable<Tables[K]> &
  RecordRow &
  AgencyNames &
  (K extends 'inspection' ? InspectionBeside : unknown);

/** Columns of a kind, as they are read. */
export type Columns<K extends AtPlaceKind> = Partial<Selectable<Tables[K]>>;

export type AtPlaceAction = 'edit' | 'delete' | 'download' | 'email' | 'readHistory';

/** What every new record at a place says. */
export interface NewAtPlace {
  readonly placeId: string;
  readonly number?: string;
  readonly type: string;
  readonly status?: string;
  readonly notes?: string | null;
  readonly withheld?: boolean;
}

/** What a kind brings to the verbs that permits and inspections share. */
export interface AtPlaceDomain<K extends AtPlaceKind, New extends NewAtPlace, Change> {
  readonly kind: K;
  /** Its content, as far as the ways then open it. */
  content(call: Call, row: AtPlaceRow<K>): Record<string, unknown>;
  /** The kind's own columns of a new record. @throws Problem `invalid` */
  begin(call: Call, wanted: New): Promise<Columns<K> & { readonly status: string }>;
  /** The columns that a change asks for. @throws Problem `invalid` */
  ask(call: Call, row: AtPlaceRow<K>, change: Change): Promise<Columns<K>>;
  /** What the change brings with it, at the version that the client has seen. @throws Problem `conflict`, `invalid` */
  settle(row: AtPlaceRow<K>, asked: Columns<K>, change: Change): Columns<K>;
  /** Why somebody who may read this record may not do that to it. */
  refusal(row: AtPlaceRow<K>, action: AtPlaceAction): Problem;
}

/** The rules of a kind at a place. */
export const ruleOf = (kind: AtPlaceKind): Kind<'author' | 'placeOwner'> => scopedKinds[kind];

/** The facts that the rules of permits and inspections look at. */
export const subjectAtPlace = (
  row: Pick<Selectable<RecordAtPlace>, 'author_id' | 'owner_id' | 'status' | 'withheld' | 'place_withheld'>,
): Subject<'author' | 'placeOwner'> => ({
  parties: { author: row.author_id, placeOwner: row.owner_id },
  status: row.status,
  withheld: row.withheld,
  placeWithheld: row.place_withheld,
});

/** The door that the record carries; its id only where the viewer may open the place itself. */
function placeAt(call: Call, row: AtPlaceRow<AtPlaceKind>) {
  const facts = { parties: { owner: row.owner_id }, withheld: row.place_withheld };
  const open =
    !row.place_retired && eyesOf(call).every((eye) => decide(place.actions.view, eye, facts) !== null);
  return {
    id: open ? row.place_id : null,
    addressLine: row.address_line,
    location: pointOf(row),
    agency: { id: row.owner_id, name: row.owner_name, color: row.owner_color },
  };
}

/** A permit or inspection as this viewer may read it, or null. */
export function presentAtPlace<K extends AtPlaceKind>(
  call: Call,
  domain: Pick<AtPlaceDomain<K, never, never>, 'kind' | 'content'>,
  row: AtPlaceRow<K>,
): Record<string, unknown> | null {
  const kind = ruleOf(domain.kind) as unknown as Kind;
  const shown = present(call, kind, subjectAtPlace(row), row, domain.content(call, row));
  if (shown) shown.place = placeAt(call, row);
  return shown;
}

/** Why somebody who may read a record may not do this to it, in words. */
export function viewOnly(what: string, row: RecordRow, verb: string): Problem {
  return new Problem(
    'not_allowed',
    `${row.agency_name} shares this with your agency as View Only: only ${row.agency_name}, which made it, can ${verb} ${what} of theirs.`,
    { missing: ['own'] },
  );
}
