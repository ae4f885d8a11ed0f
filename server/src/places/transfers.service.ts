import { type AgencyId, agencyId } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { emitRecord } from '../audit/audit.store.ts';
import { lockSharing } from '../db/locks.ts';
import { type Call, ownAgency } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { subjectOf } from '../kinds/entry.ts';
import { kinds } from '../kinds/kinds.ts';
import { placeKind } from '../kinds/place.kind.ts';
import { sameAs } from '../records/list.ts';
import { reach, readRecord, visible } from '../records/verbs.ts';
import { emitCarried } from './carried.ts';
import { type PlaceRow, placeDomain } from './places.service.ts';
import {
  acceptOffer,
  closeOffer,
  countTransfers,
  findOpenOffer,
  findTransfer,
  holdPlace,
  insertTransfer,
  listTransfers,
  type TransferRow,
} from './transfers.store.ts';
import { tellBothSides, withdrawOfferOf } from './transfers.told.ts';

const presentTransfer = (row: TransferRow) => ({
  id: row.id,
  place: { id: row.place_id, addressLine: row.address_line },
  from: { id: row.from_agency_id, name: row.from_name, color: row.from_color },
  to: { id: row.to_agency_id, name: row.to_name, color: row.to_color },
  status: row.status,
  createdAt: row.created_at,
  decidedAt: row.decided_at,
});

/** Offers a place to another agency. @throws Problem 404 or 403 for the place, 400 for the agency, 409 for a second offer */
export async function offerPlace(
  call: Call,
  id: string,
  read: () => { toAgencyId: string },
): Promise<string> {
  const { row, way } = await reach(call, placeDomain, id, 'handOver');
  const to = await receiverOf(call, read().toAgencyId);
  if (!(await holdPlace(call.db, id))) throw notFound();
  const open = await findOpenOffer(call.db, id);
  if (open)
    throw new Problem(
      'conflict',
      `This place is offered to ${open.to_name} already; withdraw that offer first.`,
    );
  const transfer = {
    id: newId(),
    place_id: id,
    from_agency_id: row.owner_id,
    to_agency_id: to,
    address_line: row.address_line,
  };
  await insertTransfer(call.db, transfer);
  await tellBothSides(call, 'offer', (await findTransfer(call.db, transfer.id))!, way);
  return transfer.id;
}

async function receiverOf(call: Call, wanted: string): Promise<AgencyId> {
  const id = agencyId(wanted.toLowerCase());
  if (id === ownAgency(call).id) throw invalidField('toAgencyId', 'is your own agency', 'own_agency');
  const found = await call.db.selectFrom('agency').select('active').where('id', '=', id).executeTakeFirst();
  if (!found?.active) throw invalidField('toAgencyId', 'is no agency that is active here', 'unknown_agency');
  return id;
}

/** The offer of a place that stands and is addressed to the acting agency. @throws Problem `not_found` */
async function offerToUs(call: Call, placeId: string): Promise<TransferRow> {
  const offer = await findOpenOffer(call.db, placeId);
  if (!offer || offer.to_agency_id !== ownAgency(call).id) throw notFound();
  return offer;
}

/** Takes over a place that was offered, with everything at it. Its earlier owner keeps nothing. */
export async function acceptPlace(call: Call, id: string) {
  const { from_agency_id: from, to_agency_id: to } = await offerToUs(call, id);
  await lockSharing(call.db, [from, to], 'change');
  const offer = await offerToUs(call, id);
  await acceptOffer(call.db, offer.id);
  await call.reopen();
  const { row } = await visible<PlaceRow>(call, 'place', id);
  const after = subjectOf(placeKind, row);
  await emitRecord(call, 'place', id, { ...after, parties: { owner: offer.from_agency_id } }, after);
  await emitCarried(call, id, (now, kind) => ({
    parties: { ...now.parties, [kinds[kind].parties.owner]: offer.from_agency_id },
  }));
  await tellBothSides(call, 'acceptTransfer', offer, null);
  return readRecord(call, placeDomain, id);
}

export async function declinePlace(call: Call, id: string) {
  const offer = await offerToUs(call, id);
  if (!(await closeOffer(call.db, offer.id, 'declined'))) throw notFound();
  await tellBothSides(call, 'declineTransfer', offer, null);
  return readTransfer(call, offer.id);
}

export async function withdrawPlace(call: Call, id: string) {
  const { way } = await reach(call, placeDomain, id, 'handOver');
  const offer = await findOpenOffer(call.db, id);
  if (!offer || !(await withdrawOfferOf(call, id, way))) throw notFound();
  return readTransfer(call, offer.id);
}

/** One offer, for its two sides; row-level security keeps it from all others. */
export async function readTransfer(call: Call, id: string) {
  const row = await findTransfer(call.db, id);
  if (!row) throw notFound();
  return presentTransfer(row);
}

interface TransferQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly count?: 'exact';
  readonly direction?: string;
  readonly status?: string;
}

export async function pageOfTransfers(call: Call, query: TransferQuery) {
  const { limit = 50, cursor: sealed, count, ...given } = query;
  const bound = `place-transfers:${call.asker.credential}:${call.viewer.agency}`;
  const cursor = sealed ? openCursor(sealed, bound, call.house.secret) : null;
  const asked: Record<string, string> = cursor
    ? sameAs(cursor, given as Record<string, string>)
    : { ...given };
  const which = { agency: ownAgency(call).id, direction: asked.direction, status: asked.status };
  const after = cursor && { key: String(cursor.key), id: cursor.id };
  const rows = await listTransfers(call.db, which, { after, limit });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(presentTransfer),
    nextCursor: last
      ? sealCursor(
          { sort: '-createdAt', filters: asked, key: last.created_at, id: last.id },
          bound,
          call.house.secret,
        )
      : null,
    ...(count === 'exact' && { total: await countTransfers(call.db, which) }),
  };
}
