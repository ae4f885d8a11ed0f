import type { AgencyId, Kind, Subject } from '@standpipe/policy';
import { type RawBuilder, sql } from 'kysely';

/** Text that records are searched by: the column, and the fields it is made of. */
export interface SearchText {
  readonly column: string;
  readonly fields: readonly string[];
}

/** Columns that a read adds to a record's own, with the joins they need. `t` is the record's table. */
export interface Joined {
  readonly columns: RawBuilder<unknown>;
  readonly joins: RawBuilder<unknown>;
}

/** How a record shows among what a search found. */
export interface Hit {
  /** The content that a hit is made of, by field. */
  content(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** The hit's lines, from those fields that are open to the finder: the first is its label. */
  lines(shown: Readonly<Record<string, unknown>>): readonly [label: unknown, ...sublabel: unknown[]];
}

/** The columns that hold the facts which rules look at. A fact without a column is one that the kind does not have. */
export interface FactColumns {
  readonly withheld: string;
  readonly placeWithheld?: string;
  readonly status?: string;
  /** The column that says `signedIn` while a unit is. */
  readonly signedIn?: 'status';
  readonly holder?: string;
  /** The column with the kind of the record that this one is about. The counters do not have it. */
  readonly about?: string;
}

/**
 * One kind of record, described once. Scopes, lists, search, live, explanations, previews, counters, the overview,
 * row-level security and the tests walk these entries.
 */
export interface KindEntry {
  readonly rules: Kind;
  readonly table: string;
  /** Where the API has them, as in `/permits`. */
  readonly path: string;
  /** What people call one and many of them. */
  readonly one: string;
  readonly many: string;
  /** The party in the column `author_id`, where the kind has one, and the party in `owner_id`. */
  readonly parties: { readonly author?: string; readonly owner: string };
  readonly facts: FactColumns;
  /** The column that says since when a record is retired; a retired record is on no list and cannot be read. */
  readonly retiredAt?: string;
  /** Is a record tied to a place, whose address line, point and withheld mark it carries? */
  readonly atPlace: boolean;
  /** The columns that are read as a record's own: all but the text that words are looked for in. */
  readonly columns: readonly string[];
  readonly joined?: Joined;
  /** Widest first: a viewer searches the first text whose fields are all open to them. */
  readonly texts: readonly SearchText[];
  readonly hit: Hit;
  /** A record in one line, as SQL on `t`. */
  readonly label: RawBuilder<unknown>;
  /** The letter before the numbers of an agency's own series, where records have numbers. */
  readonly numberPrefix?: string;
  /** The columns of its own that the custody export takes beside number, type, status and notes. */
  readonly custody?: RawBuilder<unknown>;
  /** Do an agency's own records come in and go out as files? */
  readonly files?: true;
  /** Does each change leave a version that its own agency can read and restore? */
  readonly versions?: true;
  /** What else is logged as a view of such a record, beside the kind itself. */
  readonly alsoViewedAs?: readonly string[];
}

/** The columns of a row that its facts come from. */
export type FactRow = Readonly<Record<string, unknown>> & {
  readonly author_id?: AgencyId;
  readonly owner_id: AgencyId;
};

/** A record's parties, from the two columns that name them. */
export function partiesOf(
  { parties }: KindEntry,
  row: { readonly author_id?: AgencyId; readonly owner_id: AgencyId },
): Subject['parties'] {
  const { author, owner } = parties;
  return author ? { [author]: row.author_id!, [owner]: row.owner_id } : { [owner]: row.owner_id };
}

/** The facts that rules look at, of one row. */
export function subjectOf(entry: KindEntry, row: FactRow): Subject {
  const { withheld, placeWithheld, status, signedIn, holder, about } = entry.facts;
  return {
    parties: partiesOf(entry, row),
    withheld: row[withheld] as boolean,
    ...(placeWithheld && { placeWithheld: row[placeWithheld] as boolean }),
    ...(status && { status: row[status] as string }),
    ...(signedIn && { signedIn: row[signedIn] === 'signedIn' }),
    ...(holder && { holder: row[holder] as AgencyId }),
    ...(about && { about: row[about] as string }),
  };
}

/** The facts of a class of records, of a row of the counters: these name the three facts alike for every kind. */
export function countedSubject(
  entry: KindEntry,
  row: {
    readonly author_id: AgencyId;
    readonly owner_id: AgencyId;
    readonly status: string;
    readonly withheld: boolean;
    readonly place_withheld: boolean;
  },
): Subject {
  return {
    parties: partiesOf(entry, row),
    withheld: row.withheld,
    ...(entry.facts.placeWithheld && { placeWithheld: row.place_withheld }),
    ...(entry.facts.status && { status: row.status }),
    ...(entry.facts.signedIn && { signedIn: row.status === 'signedIn' }),
  };
}

/** The columns that `subjectOf` reads, of the table `t`. */
export const factColumns = ({ parties, facts }: KindEntry): RawBuilder<unknown> =>
  sql.raw(
    [...(parties.author ? ['author_id'] : []), 'owner_id', ...Object.values(facts)]
      .map((column) => `t.${column}`)
      .join(', '),
  );

/** The column with the agency whose record it is. */
export const ownColumn = ({ rules, parties }: KindEntry): 'author_id' | 'owner_id' =>
  rules.ownParty === parties.author ? 'author_id' : 'owner_id';

/** The condition on `t` that a record is not retired. */
export const isCurrent = ({ retiredAt }: KindEntry): RawBuilder<unknown> =>
  retiredAt ? sql`${sql.ref(`t.${retiredAt}`)} is null` : sql`true`;
