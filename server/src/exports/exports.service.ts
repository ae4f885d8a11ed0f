import { Readable } from 'node:stream';
import { logChange } from '../audit/audit.store.ts';
import { countRows, listRows } from '../db/list.ts';
import type { ListQuery } from '../db/list.type.ts';
import type { Db } from '../db/open.ts';
import { openFor } from '../db/scopes.ts';
import { type Call, ownAgency } from '../http/call.ts';
import { Problem } from '../http/problems.ts';
import { loadReceived } from '../http/session.ts';
import { boxOf, type Listing, wordsOf } from '../records/list.ts';
import type { Format, Shown } from './tables.ts';

const pageSize = 500;

type Asked = Readonly<Record<string, string>>;
interface Row {
  readonly id: string;
  readonly created_at: string;
}

/**
 * An agency's own records as a file, oldest first: what the list of the same filters shows with `access=own`, and
 * nothing of a partner's. That it was taken is logged before the first byte leaves.
 */
export async function exportRecords<R extends Row>(
  call: Call,
  listing: Listing<R>,
  format: Format & { readonly extension: string },
  query: Readonly<Record<string, unknown>>,
): Promise<Readable> {
  if (call.viewAs !== null)
    throw new Problem('not_allowed', 'An export is of your own agency: leave X-View-As out.', {
      missing: ['own'],
    });
  ownAgency(call);
  const asked = Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  const records = await countRows(call.db, await pageOf(call, listing, asked, null));
  const after = { format: format.extension, filter: asked, records };
  await logChange(call, { action: 'export', kind: listing.kind, id: null, after });
  call.reply
    .type(format.type)
    .header('content-disposition', `attachment; filename="${listing.kind}s.${format.extension}"`);
  return Readable.from(piecesOf(call, listing, format, asked), { objectMode: false });
}

async function pageOf<R extends Row>(
  call: Call,
  listing: Listing<R>,
  asked: Asked,
  last: Row | null,
): Promise<ListQuery> {
  const { q, bbox, ...filters } = asked;
  return {
    kind: listing.kind,
    opened: call.opened,
    viewer: call.viewer.agency,
    access: 'own',
    filters: await listing.filters(call, filters),
    words: wordsOf(q),
    box: bbox === undefined ? undefined : boxOf(bbox),
    sort: { column: 'created_at', field: null },
    descending: false,
    after: last && { key: last.created_at, id: last.id },
    limit: pageSize,
  };
}

/** Reads page by page as fast as the reader takes them; each page by what is granted when it is read. */
async function* piecesOf<R extends Row>(
  call: Call,
  listing: Listing<R>,
  format: Format,
  asked: Asked,
): AsyncGenerator<string> {
  yield format.head;
  let last: R | null = null;
  let first = true;
  for (;;) {
    const page: R[] = await call.house.database.viewer
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (db) => {
        const now = await asOf(call, listing, db);
        return listRows<R>(now.db, await pageOf(now, listing, asked, last));
      });
    const rows = page.slice(0, pageSize);
    for (const row of rows) {
      const shown: Shown | null = listing.present(call, row);
      if (!shown) continue;
      yield format.piece(shown, first);
      first = false;
    }
    last = rows.at(-1) ?? null;
    if (page.length <= pageSize || !last) break;
  }
  yield format.foot;
}

/** The call on another transaction, with the grants that are in force there. */
async function asOf<R>(call: Call, listing: Listing<R>, db: Db): Promise<Call> {
  const { agency } = call.viewer;
  await openFor(db, call.viewer, [], agency);
  const viewer = { ...call.viewer, received: await loadReceived(db, agency) };
  return { ...call, db, viewer, opened: await openFor(db, viewer, [listing.kind], agency) };
}
