import type { Selectable } from 'kysely';
import type { AgencyNames } from '../db/rows.ts';
import type { RecordAtPlace } from '../db/tables/records.ts';
import type { Tables } from '../db/tables.ts';
import type { Call } from '../http/call.ts';
import { Problem } from '../http/problems.ts';
import type { FactRow } from '../kinds/entry.ts';
import type { RecordKind } from '../kinds/kinds.ts';
import type { RecordRow } from './present.ts';

/** A row of any kind as stores read it: the columns of every record, its facts, and its agencies' names. */
export type StoredRow = RecordRow & AgencyNames & FactRow;

/** A row of one table as stores read it. */
export type RowOf<T extends keyof Tables> = Selectable<Tables[T]> & RecordRow & AgencyNames & FactRow;

/** The same of a kind that is tied to a place. */
export type AtPlaceRow<T extends keyof Tables> = RowOf<T> & Selectable<RecordAtPlace>;

/** Columns as they are written. */
export type Columns = Readonly<Record<string, unknown>>;

/** What somebody does to a record, as far as a refusal has to name it. */
export type Deed =
  | 'edit'
  | 'delete'
  | 'download'
  | 'email'
  | 'publish'
  | 'restore'
  | 'reveal'
  | 'send'
  | 'readHistory'
  | 'handOver';

/** A record that is about to be made. */
export interface Beginning {
  readonly columns: Columns;
  /** The way by which it may be made, where that was decided on the way here. */
  readonly way?: string;
  /** What the log says of it beside what was asked for. */
  readonly logged?: Readonly<Record<string, unknown>>;
}

/** What a kind brings to the verbs that all kinds share. */
export interface Domain<R extends StoredRow, New, Change> {
  readonly kind: RecordKind;
  /** A record's content, field by field, as messages name it. */
  content(call: Call, row: R): Readonly<Record<string, unknown>>;
  /** The columns of a new record, its parties among them. @throws Problem */
  begin(call: Call, wanted: New): Promise<Beginning>;
  /** What the log says of what was asked for, where that is less than all of it. */
  loggedAs?(wanted: New): object;
  /** The columns that a change asks for. @throws Problem `invalid` */
  ask(call: Call, row: R, change: Change): Promise<Columns>;
  /** What the change brings with it, at the version that the client has seen. @throws Problem `conflict`, `invalid` */
  settle?(row: R, asked: Columns, change: Change): Columns;
  /** A version's content as the change that brings it back, where the kind has versions. */
  restored?(content: Readonly<Record<string, unknown>>, row: R): object;
  /** The version that this viewer reads and names, where it counts more than the row's own changes. */
  versionOf?(row: R): number;
  /** What is shown beside the content and is no part of a version: by field, as the rules name it. */
  beside?(row: R): Readonly<Record<string, unknown>>;
  /** What the log says of a change beside the content that differs. */
  alsoLogged?(before: R, after: R): Readonly<Record<string, unknown>>;
  /** Why somebody who may read this record may not do that to it. */
  refusal(row: R, deed: Deed): Problem;
  /** What a partner did to a record of another agency, as the notice to that agency says it after the partner's name. */
  did?(after: R): string;
  /** Runs in the transaction that made a record. */
  created?(call: Call, row: R): Promise<void>;
  /** Runs in the transaction of a change, after it; `after` is null where the record is gone. */
  changed?(call: Call, before: R, after: R | null): Promise<void>;
}

/** A record is its own agency's: why a partner may not do this to it. */
export const ownAgencyOnly = (row: RecordRow, sentence: string): Problem =>
  new Problem('not_allowed', sentence.replaceAll('{agency}', row.agency_name), { missing: ['own'] });
