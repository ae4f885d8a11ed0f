import { type AgencyId, place } from '@standpipe/policy';
import { logChange } from '../audit/audit.store.ts';
import type { Call } from '../http/call.ts';
import { addNotice } from '../notices/notices.store.ts';
import { closeOffer, findOpenOffer, type TransferRow } from './transfers.store.ts';

export type TransferAction = 'offer' | 'acceptTransfer' | 'declineTransfer' | 'withdrawTransfer';

/** What each side reads of an action, from its own side. */
const words: Record<TransferAction, { from(offer: TransferRow): string; to(offer: TransferRow): string }> = {
  offer: {
    from: (offer) => `Your agency offered ${offer.address_line} to ${offer.to_name}.`,
    to: (offer) => `${offer.from_name} offers ${offer.address_line} to your agency: accept or decline it.`,
  },
  acceptTransfer: {
    from: (offer) => `${offer.to_name} accepted ${offer.address_line}, which is theirs now.`,
    to: (offer) => `Your agency accepted ${offer.address_line} of ${offer.from_name}, which is yours now.`,
  },
  declineTransfer: {
    from: (offer) => `${offer.to_name} declined ${offer.address_line}, which stays with your agency.`,
    to: (offer) => `Your agency declined ${offer.address_line} of ${offer.from_name}.`,
  },
  withdrawTransfer: {
    from: (offer) => `Your agency withdrew its offer of ${offer.address_line} to ${offer.to_name}.`,
    to: (offer) => `${offer.from_name} withdrew its offer of ${offer.address_line}.`,
  },
};

/** Writes what happened to an offer into both sides' logs and notices. */
export async function tellBothSides(
  call: Call,
  action: TransferAction,
  offer: TransferRow,
  way: string | null,
) {
  const after = {
    transferId: offer.id,
    addressLine: offer.address_line,
    from: { id: offer.from_agency_id, name: offer.from_name },
    to: { id: offer.to_agency_id, name: offer.to_name },
  };
  const side = async (agency: AgencyId, about: AgencyId, may: 'edit' | 'create', text: string) => {
    await logChange(call, { action, kind: 'place', id: offer.place_id, after, way, agency });
    await addNotice(call, {
      agency,
      about,
      needs: place.actions[may]!.needs,
      topic: 'placeTransfer',
      kind: 'place',
      recordId: offer.place_id,
      text,
    });
  };
  const { from_agency_id: from, to_agency_id: to } = offer;
  await side(from, to, 'edit', words[action].from(offer));
  await side(to, from, 'create', words[action].to(offer));
}

/** Takes back the offer of a place, if one stands. False: none does. */
export async function withdrawOfferOf(
  call: Call,
  placeId: string,
  way: string | null = null,
): Promise<boolean> {
  const offer = await findOpenOffer(call.db, placeId);
  if (!offer || !(await closeOffer(call.db, offer.id, 'withdrawn'))) return false;
  await tellBothSides(call, 'withdrawTransfer', offer, way);
  return true;
}
