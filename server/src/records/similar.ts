import { type RawBuilder, sql } from 'kysely';
import { listRows } from '../db/list.ts';
import type { Call } from '../http/call.ts';
import type { Page } from '../http/paging.ts';
import { commonSorts, type Listing } from './list.ts';
import { filterByPlace } from './place-facts.ts';

const most = 20;

/**
 * What the viewer may know of records of the same type at a place, newest first: the duplicate warning. Read as a list
 * is, so that hidden ones neither show nor take up room.
 * @param recent which of them count as under way or recent done
 */
export async function listSimilar<R extends { readonly id: string }>(
  call: Call,
  listing: Listing<R>,
  { placeId, type }: { readonly placeId: string; readonly type: string },
  recent: RawBuilder<unknown>,
): Promise<Page<Record<string, unknown>>> {
  const rows = await listRows<R>(call.db, {
    kind: listing.kind,
    opened: call.opened,
    viewer: call.viewer.agency,
    filters: [
      { field: 'type', where: sql`lower(t.type) = lower(${type})` },
      { field: null, where: await filterByPlace(call, placeId) },
      { field: 'status', where: recent },
    ],
    words: [],
    sort: commonSorts.createdAt,
    descending: true,
    after: null,
    limit: most,
  });
  const shown = rows.slice(0, most);
  await listing.viewed(call, shown, { similar: type, place: placeId });
  return {
    items: shown.map((row) => listing.present(call, row)).filter((item) => item !== null),
    nextCursor: null,
  };
}
