import {
  type AddressShare,
  type ClientLevels,
  noClientLevels,
  noUserLevels,
  type UserLevels,
} from '../levels.ts';
import { findAgency, type Model, nameRow, type Row } from '../model.ts';

/** True when the partner stands on the grantor's Client sheet: a shared county, or an operator's link. */
export function isListed(model: Model, grantor: string, partner: string): boolean {
  if (grantor === partner) return false;
  const theirs = findAgency(model, partner).counties;
  if (findAgency(model, grantor).counties.some((county) => theirs.includes(county))) return true;
  return model.links.some(({ agencies }) => agencies.includes(grantor) && agencies.includes(partner));
}

function isDated(row: Row<unknown>, now: number): boolean {
  if (row.startsAt !== null && Date.parse(row.startsAt) > now) return false;
  if (row.endsAt !== null && Date.parse(row.endsAt) <= now) return false;
  return true;
}

/** True when nothing outside the row itself holds a Client grant back. */
export function isClientOpen(model: Model, grantor: string, partner: string): boolean {
  const from = findAgency(model, grantor);
  const to = findAgency(model, partner);
  return (
    from.features.clientDataSharing &&
    to.features.clientDataSharing &&
    from.active &&
    to.active &&
    isListed(model, grantor, partner)
  );
}

/** True when nothing outside the row itself holds a User grant back. */
export function isUserOpen(model: Model, grantor: string, partner: string): boolean {
  const from = findAgency(model, grantor);
  const to = findAgency(model, partner);
  return from.features.userDataSharing && to.features.userDataSharing && from.active && to.active;
}

/** The Client levels that a grantor gives a partner at this moment. */
export function readClientLevels(model: Model, grantor: string, partner: string): ClientLevels {
  const row = model.clientRows.get(nameRow(grantor, partner));
  if (!row || !isClientOpen(model, grantor, partner) || !isDated(row, Date.now())) return noClientLevels;
  return row.levels;
}

/** The User levels that a grantor gives a partner at this moment. */
export function readUserLevels(model: Model, grantor: string, partner: string): UserLevels {
  const row = model.userRows.get(nameRow(grantor, partner));
  if (!row || !isUserOpen(model, grantor, partner) || !isDated(row, Date.now())) return noUserLevels;
  return row.levels;
}

/** True when an Address Share level is in the set that opens a kind's work at the grantor's places. */
export function opensWork(level: AddressShare, kind: 'permit' | 'inspection'): boolean {
  if (level === 'fireInspectionAndPermit') return true;
  return kind === 'permit' ? level === 'permit' : level === 'fireInspection';
}
