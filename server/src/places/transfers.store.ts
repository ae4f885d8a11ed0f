import type { AgencyId } from '@standpipe/policy';
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { PlaceTransferTable } from '../db/tables/records.ts';

/** An offer with both sides' names. Row-level security shows it to its two sides only. */
export type TransferRow = Selectable<PlaceTransferTable> & {
  readonly from_name: string;
  readonly from_color: string;
  readonly to_name: string;
  readonly to_color: string;
};

const select = (where: RawBuilder<unknown>) => sql<TransferRow>`
  select t.*, f.name as from_name, f.color as from_color, o.name as to_name, o.color as to_color
  from place_transfer t join agency f on f.id = t.from_agency_id join agency o on o.id = t.to_agency_id
  where ${where}`;

export async function findTransfer(db: Db, id: string): Promise<TransferRow | null> {
  const { rows } = await select(sql`t.id = ${id}`).execute(db);
  return rows[0] ?? null;
}

/** The offer of a place that stands now, or null. */
export async function findOpenOffer(db: Db, placeId: string): Promise<TransferRow | null> {
  const { rows } = await select(sql`t.place_id = ${placeId} and t.status = 'offered'`).execute(db);
  return rows[0] ?? null;
}

/** An agency that a place can be offered to. */
interface ReceiverRow {
  readonly id: AgencyId;
  readonly name: string;
  readonly color: string;
  readonly state: string;
  readonly county_fips: string;
}

/** Active agencies whose names have all the words, but the owner; those that begin with them first. At most 20. */
export async function findReceivers(
  db: Db,
  owner: AgencyId,
  words: readonly string[],
): Promise<ReceiverRow[]> {
  const name = sql`lower(a.name)`;
  const has = words.map((word) => sql`and strpos(${name}, lower(${word})) > 0`);
  const { rows } = await sql<ReceiverRow>`
    select a.id, a.name, a.color, a.state, a.county_fips from agency a
    where a.active and a.id <> ${owner} ${has.length > 0 ? sql.join(has, sql` `) : sql``}
    order by starts_with(${name}, lower(${words.join(' ')})) desc, ${name}, a.id limit 20`.execute(db);
  return rows;
}

/** Holds a place of the acting agency's as it is. False: it was retired in the meantime. */
export async function holdPlace(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select from place where id = ${id} and retired_at is null for update`.execute(
    db,
  );
  return rows.length === 1;
}

export const insertTransfer = (
  db: Db,
  transfer: {
    readonly id: string;
    readonly place_id: string;
    readonly from_agency_id: AgencyId;
    readonly to_agency_id: AgencyId;
    readonly address_line: string;
  },
) => db.insertInto('place_transfer').values(transfer).execute();

/** Ends an offer that still stands. False: it was decided in the meantime. */
export async function closeOffer(db: Db, id: string, status: 'declined' | 'withdrawn'): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('place_transfer')
    .set({ status, decided_at: sql<string>`now()` })
    .where('id', '=', id)
    .where('status', '=', 'offered')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Hands the place over: the one write that changes an owner, allowed to the agency it was offered to. */
export async function acceptOffer(db: Db, id: string): Promise<void> {
  await sql`select accept_place_transfer(${id})`.execute(db);
}

/** Which offers of an agency, made and received, to list. */
export interface WhichTransfers {
  readonly agency: AgencyId;
  readonly direction: string | undefined;
  readonly status: string | undefined;
}

const conditions = ({ agency, direction, status }: WhichTransfers) => {
  const incoming = sql`t.to_agency_id = ${agency}`;
  const outgoing = sql`t.from_agency_id = ${agency}`;
  const both = sql`(${incoming} or ${outgoing})`;
  return sql.join(
    [
      direction === 'incoming' ? incoming : direction === 'outgoing' ? outgoing : both,
      status ? sql`t.status = ${status}` : sql`true`,
    ],
    sql` and `,
  );
};

/** Newest first. One more than `limit` where there are more. */
export async function listTransfers(
  db: Db,
  which: WhichTransfers,
  page: { readonly after: { readonly key: string; readonly id: string } | null; readonly limit: number },
): Promise<TransferRow[]> {
  const { after, limit } = page;
  const from = after ? sql`(t.created_at, t.id) < (${after.key}, ${after.id})` : sql`true`;
  const { rows } = await sql<TransferRow>`${select(sql`${conditions(which)} and ${from}`)}
    order by t.created_at desc, t.id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export async function countTransfers(db: Db, which: WhichTransfers): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from place_transfer t where ${conditions(which)}`.execute(db);
  return rows[0]!.total;
}
