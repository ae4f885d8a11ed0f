import { Readable } from 'node:stream';
import { decide, type Kind, place as placeRules } from '@standpipe/policy';
import { sql } from 'kysely';
import { logChange } from '../audit/audit.store.ts';
import { countRows, listRows } from '../db/list.ts';
import type { ListQuery } from '../db/list.type.ts';
import type { Db } from '../db/open.ts';
import { openFor } from '../db/scopes.ts';
import { type Call, ownAgency } from '../http/call.ts';
import { Problem } from '../http/problems.ts';
import { loadReceived } from '../http/session.ts';
import { lostSince } from '../imports/runs/still.ts';
import { rulesOf } from '../kinds/kinds.ts';
import { boxOf, type Listing, wordsOf } from '../records/list.ts';
import type { Exported, Shown, Table } from './columns.ts';
import { sitesOf } from './places.store.ts';
import type { Format } from './tables.ts';

const pageSize = 500;

type Asked = Readonly<Record<string, string>>;
interface Row {
  readonly id: string;
  readonly created_at: string;
}

/** What is written, and how the file is called. */
export type ExportFormat = Format & {
  readonly extension: string;
  readonly table: Table;
  readonly many: string;
};

/** Somebody took away a right that the export stands on: the file ends where it is. */
export class ExportEnded extends Error {
  override name = 'ExportEnded';
}

/**
 * An agency's own records as a file, oldest first: what the list of the same filters shows with `access=own`, and
 * nothing of a partner's. That it was taken is logged before the first byte leaves.
 */
export async function exportRecords<R extends Row>(
  call: Call,
  listing: Listing<R>,
  format: ExportFormat,
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
  const after = {
    format: format.extension,
    ...(format.table !== listing.kind && { of: format.many }),
    filter: asked,
    records,
  };
  await logChange(call, { action: 'export', kind: listing.kind, id: null, after });
  call.reply
    .type(format.type)
    .header('content-disposition', `attachment; filename="${format.many}.${format.extension}"`);
  return Readable.from(format.write(recordsOf(call, listing, asked)), {
    objectMode: false,
    highWaterMark: 64 * 1024,
  });
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

/** Reads page by page as fast as the reader takes them; each page by what is granted and held when it is read. */
async function* recordsOf<R extends Row>(
  call: Call,
  listing: Listing<R>,
  asked: Asked,
): AsyncGenerator<Exported> {
  const zone = ownAgency(call).timeZone;
  let last: R | null = null;
  for (;;) {
    const { page, places }: { page: R[]; places: ReadonlyMap<string, Shown> } =
      await call.house.database.viewer
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (db) => {
          const now = await asOf(call, listing, db);
          const page = await listRows<R>(now.db, await pageOf(now, listing, asked, last));
          return { page, places: await placesOf(now, page) };
        });
    await requireStill(call, listing);
    const rows = page.slice(0, pageSize);
    for (const row of rows) {
      const record: Shown | null = listing.present(call, row);
      if (record) yield { record, place: places.get(placeIdOf(row)) ?? {}, zone };
    }
    last = rows.at(-1) ?? null;
    if (page.length <= pageSize || !last) return;
  }
}

const placeIdOf = (row: object) => String((row as { place_id?: unknown }).place_id ?? '');

/** What the places of these records say beyond the address line, as far as the agency may read it. */
async function placesOf({ db, viewer }: Call, rows: readonly object[]): Promise<ReadonlyMap<string, Shown>> {
  const ids = [...new Set(rows.map(placeIdOf))].filter(Boolean);
  const found = await sitesOf(db, ids);
  return new Map(
    found.flatMap(({ id, owner_id: owner, withheld, ...place }) => {
      const view = decide(placeRules.actions.view, viewer, { parties: { owner }, withheld });
      const entries = Object.entries(place).filter(
        ([name]) => view && (view.fields === null || view.fields.has(name)),
      );
      return [[id, Object.fromEntries(entries)] as const];
    }),
  );
}

/** Whoever takes the file has to hold the right now, too. @throws ExportEnded */
async function requireStill<R>(call: Call, listing: Listing<R>): Promise<void> {
  const { asker, house } = call;
  const agency = ownAgency(call).id;
  const needed = (rulesOf(listing.kind) as unknown as Kind).actions.view?.needs ?? [];
  const lost = await house.database.viewer.transaction().execute(async (db) => {
    await sql`select set_config('standpipe.agency', ${agency}, true)`.execute(db);
    return lostSince(db, agency, asker, needed);
  });
  if (lost !== null) throw new ExportEnded(lost);
}

/** The call on another transaction, with the grants that are in force there. */
async function asOf<R>(call: Call, listing: Listing<R>, db: Db): Promise<Call> {
  const { agency } = call.viewer;
  await openFor(db, call.viewer, [], agency);
  const viewer = { ...call.viewer, received: await loadReceived(db, agency) };
  const kinds = listing.kind === 'place' ? (['place'] as const) : ([listing.kind, 'place'] as const);
  return { ...call, db, viewer, opened: await openFor(db, viewer, kinds, agency) };
}
