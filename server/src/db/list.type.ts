import type { AgencyId } from '@standpipe/policy';
import type { RawBuilder } from 'kysely';
import type { RecordKind } from '../kinds/kinds.ts';
import type { Opened } from './scopes.ts';

/** An order a list can have: the column, and the record's field it shows (null: on every record, open to all). */
export interface SortKey {
  readonly column: string;
  readonly nullable?: boolean;
  readonly field: string | null;
}

/** A condition on rows that the client asked for, and the field it reads. */
export interface Filter {
  readonly field: string | null;
  readonly where: RawBuilder<unknown>;
  /** The value that the counters are asked for, where they know this column. */
  readonly counted?: string;
}

/** One list to read. Everything in it is either from the rules (`opened`) or asked for by the client. */
export interface ListQuery {
  readonly kind: RecordKind;
  readonly opened: Opened;
  /** Keeps scopes of this author only (owner, for places). */
  readonly agency?: AgencyId | undefined;
  readonly access?: 'own' | 'shared' | undefined;
  readonly viewer: AgencyId;
  readonly filters: readonly Filter[];
  /** Words that must all occur, and a box; both narrow by their own index first. */
  readonly words: readonly string[];
  readonly box?: readonly [number, number, number, number] | undefined;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly after: { readonly key: string | number | null; readonly id: string } | null;
  readonly limit: number;
}
