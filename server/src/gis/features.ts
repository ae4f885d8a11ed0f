import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'kysely';
import { countRows } from '../db/list.ts';
import type { Filter } from '../db/list.type.ts';
import type { Call } from '../http/call.ts';
import type { Page } from '../http/paging.ts';
import { type Asked, cursorAfter, type Listing, listQueryOf, listRecords } from '../records/list.ts';
import { readExtent, readObjectIds, readRowAt } from './features.store.ts';
import type { Shown } from './fields.ts';
import type { GisLayer, GisRow } from './layers.ts';
import type { Box } from './projection.ts';

/** A record as it is shown, with its number for GIS clients, made into text. */
export type Write = (shown: Shown, objectId: number) => string;

/** A list of a layer: the one that everything else reads, and what only GIS clients ask of it. */
export interface Layered {
  readonly layer: GisLayer;
  /** By the list's own parameters. */
  readonly asked: Asked;
  /** Conditions that the list has no parameter for. */
  readonly also: readonly Filter[];
}

export const byObjectId = 'objectId';

function listingFor({ layer, also }: Layered, write: Write): Listing<GisRow> {
  const { listing } = layer;
  return {
    ...listing,
    sorts: { ...listing.sorts, [byObjectId]: { column: 'object_id', field: null } },
    filters: async (call, asked) => [...(await listing.filters(call, asked)), ...also],
    present: (call, row) => {
      const shown = listing.present(call, row);
      return shown && { text: write(shown, row.object_id) };
    },
  };
}

/** Records that are read and made into text before others have their turn. */
const batch = 500;
/** Characters of an answer, about: a page ends before its limit rather than grow further. */
const longest = 12_000_000;

export interface Features {
  readonly texts: readonly string[];
  readonly count: number;
  readonly next: string | null;
  /** How many there are in all, where the counters tell. */
  readonly total: number | undefined;
}

/**
 * Reads up to `limit` records by pages of the list, in one snapshot. Between pages the server answers others; what is
 * read stays in memory until it is sent: 600 bytes for a place, 1,000 for a hydrant, 3,000 for a pre-plan.
 */
export async function readFeatures(
  call: Call,
  list: Layered,
  { limit, cursor, counted }: { limit: number; cursor?: string | undefined; counted?: boolean },
  write: Write,
): Promise<Features> {
  const listing = listingFor(list, write);
  const texts: string[] = [];
  let next: string | null = cursor ?? null;
  let total: number | undefined;
  let count = 0;
  let length = 0;
  do {
    const page: Page<Record<string, unknown>> = await listRecords(call, listing, {
      ...list.asked,
      limit: Math.min(batch, limit - count),
      ...(next && { cursor: next }),
      ...(counted && total === undefined && { count: 'exact' as const }),
    });
    total ??= page.total;
    count += page.items.length;
    for (const { text } of page.items) {
      texts.push(text as string);
      length += (text as string).length;
    }
    next = page.nextCursor;
    await turn();
  } while (next !== null && count < limit && length < longest);
  return { texts, count, next, total };
}

const none: Write = () => '';
const unpaged = { after: null, limit: 0 };
const queryOf = (call: Call, list: Layered, limit = 0) =>
  listQueryOf(call, listingFor(list, none), list.asked, { ...unpaged, limit });

/** A cursor after so many records: clients that count records instead of sending one back have it made anew each time. */
export async function cursorAt(call: Call, list: Layered, after: number): Promise<string | null> {
  const row = await readRowAt(call.db, await queryOf(call, list), after - 1);
  return row && cursorAfter(call, listingFor(list, none), list.asked, row);
}

export const countFeatures = async (call: Call, list: Layered): Promise<number> =>
  countRows(call.db, await queryOf(call, list), { totals: call.totals });

export const extentOf = async (call: Call, list: Layered): Promise<Box | null> =>
  readExtent(call.db, await queryOf(call, list));

export const objectIdsOf = async (call: Call, list: Layered, limit: number): Promise<number[]> =>
  readObjectIds(call.db, await queryOf(call, list, limit));

/** Changed within an interval; a record has no other time of its own. */
export function changedWithin(from: string | null, to: string | null): readonly Filter[] {
  return [
    ...(from === null ? [] : [{ field: null, where: sql`t.updated_at >= ${from}::timestamptz` }]),
    ...(to === null ? [] : [{ field: null, where: sql`t.updated_at <= ${to}::timestamptz` }]),
  ];
}
