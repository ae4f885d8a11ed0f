import { type AgencyId, agencyId } from '@standpipe/policy';
import { logViews } from '../audit/audit.store.ts';
import { countRows, findFew, listRows } from '../db/list.ts';
import type { Filter, ListQuery, SortKey } from '../db/list.type.ts';
import { type Call, isId } from '../http/call.ts';
import { type Cursor, openCursor, type Page, sealCursor } from '../http/paging.ts';
import { invalidField } from '../http/problems.ts';
import { ownColumn } from '../kinds/entry.ts';
import { kinds, type RecordKind } from '../kinds/kinds.ts';
import type { Domain, StoredRow } from './domain.ts';
import { presentRecord } from './present.ts';

/** Query parameters of a list of records, as the schema has checked them. */
export interface RecordQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly count?: 'exact';
  readonly sort?: string;
  readonly agency?: string;
  readonly access?: string;
  readonly q?: string;
  readonly bbox?: string;
  readonly [filter: string]: string | number | undefined;
}

/** What a kind of record brings to its list. */
export interface Listing<R> {
  readonly kind: RecordKind;
  readonly sorts: Readonly<Record<string, SortKey>>;
  filters(call: Call, asked: Readonly<Record<string, string>>): Promise<readonly Filter[]>;
  present(call: Call, row: R): Record<string, unknown> | null;
  /** Told which of a partner's records were shown. */
  viewed(call: Call, rows: readonly R[], asked: Readonly<Record<string, string>>): Promise<void>;
}

/** Keys of every sort that all kinds have. */
export const commonSorts = {
  createdAt: { column: 'created_at', field: null },
  updatedAt: { column: 'updated_at', field: null },
  addressLine: { column: 'address_line', field: null },
} satisfies Record<string, SortKey>;

/** How a kind is listed: its own orders and filters, presented and logged as all kinds are. */
export function listingOf<R extends StoredRow>(
  domain: Pick<Domain<R, never, never>, 'kind' | 'content' | 'versionOf' | 'beside'>,
  { sorts, filters }: Pick<Listing<R>, 'sorts' | 'filters'>,
): Listing<R> {
  const { kind } = domain;
  const own = ownColumn(kinds[kind]);
  return {
    kind,
    sorts: { ...commonSorts, ...sorts },
    filters,
    present: (call, row) => presentRecord(call, domain, row),
    viewed: (call, rows, filter) =>
      logViews(
        call,
        kind,
        rows.map((row) => ({ agency: row[own]!, id: row.id })),
        { filter },
      ),
  };
}

/** Who a cursor of this list is for. */
const boundOf = ({ asker, viewer }: Call, { kind }: Pick<Listing<never>, 'kind'>) =>
  `${kind}:${asker.credential}:${viewer.agency}`;

/** Order, filters, agency, words and box of a list, by the names of its parameters. */
export type Asked = Readonly<Record<string, string>>;

/** What a list of these parameters reads: what the rules opened, and what the client asked for. */
export async function listQueryOf<R>(
  call: Call,
  listing: Listing<R>,
  asked: Asked,
  { after, limit }: Pick<ListQuery, 'after' | 'limit'>,
): Promise<ListQuery> {
  const { sort = '-createdAt', agency, access, q, bbox, ...filters } = asked;
  return {
    kind: listing.kind,
    opened: call.opened,
    viewer: call.viewer.agency,
    agency:
      agency === undefined ? undefined : isId(agency) ? agencyId(agency.toLowerCase()) : ('' as AgencyId),
    access: access as 'own' | 'shared' | undefined,
    filters: await listing.filters(call, filters),
    words: wordsOf(q),
    box: bbox === undefined ? undefined : boxOf(bbox),
    sort: listing.sorts[sort.replace(/^-/, '')]!,
    descending: sort.startsWith('-'),
    after,
    limit,
  };
}

/** A cursor that goes on after the row of this key and id. */
export const cursorAfter = <R>(
  call: Call,
  listing: Listing<R>,
  asked: Asked,
  { key, id }: Pick<Cursor, 'key' | 'id'>,
): string =>
  sealCursor(
    { sort: asked.sort ?? '-createdAt', filters: asked, key, id },
    boundOf(call, listing),
    call.house.secret,
  );

/** Reads one page: what the rules opened, what the client asked for, in a stable order. */
export async function listRecords<R extends { readonly id: string }>(
  call: Call,
  listing: Listing<R>,
  query: RecordQuery,
): Promise<Page<Record<string, unknown>>> {
  const { limit = 50, cursor: sealed, count, ...rest } = query;
  const given = Object.fromEntries(
    Object.entries(rest).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
  const cursor = sealed ? openCursor(sealed, boundOf(call, listing), call.house.secret) : null;
  const asked = cursor ? sameAs(cursor, given) : given;
  const after = cursor && { key: cursor.key, id: cursor.id };
  const listed = await listQueryOf(call, listing, asked, { after, limit });
  const few = await findFew(call.db, listed);
  const rows = await listRows<R>(call.db, listed, few);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  await listing.viewed(call, shown, asked);
  return {
    items: shown.map((row) => listing.present(call, row)).filter((item) => item !== null),
    nextCursor: last
      ? cursorAfter(call, listing, asked, {
          key: (last as Record<string, unknown>)[listed.sort.column] as Cursor['key'],
          id: last.id,
        })
      : null,
    ...(count === 'exact' && {
      total: await countRows(call.db, { ...listed, after: null }, { few, totals: call.totals }),
    }),
  };
}

/** The cursor carries order and filters; a later request must send the same ones. */
export function sameAs(
  cursor: Cursor,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  for (const [key, value] of Object.entries(given))
    if (cursor.filters[key] !== value)
      throw invalidField(
        key,
        'is not what the cursor was made with; leave it out or start anew',
        'cursor_mismatch',
      );
  return cursor.filters;
}

const mostWords = 20;

/** What is searched for: words that must all occur, in any order. */
export function wordsOf(q = ''): string[] {
  const words = [...new Set(q.split(/\s+/).filter(Boolean))];
  if (words.length > mostWords) throw invalidField('q', `has more than ${mostWords} words`, 'too_many_words');
  return words;
}

/** A box as west, south, east, north. @throws Problem `invalid` */
export function boxOf(text: string): [number, number, number, number] {
  const [west, south, east, north] = text.split(',').map(Number) as [number, number, number, number];
  const valid =
    Math.abs(west) <= 180 && Math.abs(east) <= 180 && Math.abs(south) <= 90 && Math.abs(north) <= 90;
  if (!valid || south > north)
    throw invalidField('bbox', 'must be west,south,east,north in degrees, south first', 'bbox');
  return [west, south, east, north];
}
