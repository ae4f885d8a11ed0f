import { type NewPermit, type PermitChange, type PermitStatus, permitTransitions } from '@standpipe/contract';
import type { Call } from '../http/call.ts';
import { invalidField, Problem } from '../http/problems.ts';
import {
  type AtPlaceAction,
  type AtPlaceDomain,
  type AtPlaceRow,
  presentAtPlace,
  viewOnly,
} from '../records/at-place.ts';

export type PermitRow = AtPlaceRow<'permit'>;

const verbs: Record<AtPlaceAction, string> = {
  edit: 'change',
  delete: 'delete',
  download: 'download',
  email: 'e-mail',
  readHistory: 'read the history of',
};

/** What permits have of their own. */
export const permitDomain: AtPlaceDomain<'permit', NewPermit, PermitChange> = {
  kind: 'permit',
  content: (_call, row) => ({
    number: row.number,
    type: row.type,
    class: row.class,
    status: row.status,
    description: row.description,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    edition: row.edition,
    section: row.section,
    holder: row.holder,
    contactName: row.contact_name,
    contactPhone: row.contact_phone,
    contactEmail: row.contact_email,
    fee: row.fee_cents === null ? null : row.fee_cents / 100,
    notes: row.notes,
  }),
  begin: async (_call, wanted) => {
    const dates = { issued_on: wanted.issuedOn ?? null, expires_on: wanted.expiresOn ?? null };
    checkDates(dates);
    return {
      ...dates,
      class: wanted.class,
      status: wanted.status ?? 'applied',
      description: wanted.description ?? null,
      edition: wanted.edition ?? null,
      section: wanted.section ?? null,
      holder: wanted.holder ?? null,
      contact_name: wanted.contactName ?? null,
      contact_phone: wanted.contactPhone ?? null,
      contact_email: emailOf(wanted.contactEmail),
      fee_cents: centsOf(wanted.fee),
    };
  },
  ask: async (_call, _row, change) => {
    const { issuedOn, expiresOn, contactName, contactPhone, contactEmail, fee, ...rest } = change;
    return {
      ...rest,
      ...(contactName !== undefined && { contact_name: contactName }),
      ...(contactPhone !== undefined && { contact_phone: contactPhone }),
      ...(contactEmail !== undefined && { contact_email: emailOf(contactEmail) }),
      ...(fee !== undefined && { fee_cents: centsOf(fee) }),
      ...(issuedOn !== undefined && { issued_on: issuedOn }),
      ...(expiresOn !== undefined && { expires_on: expiresOn }),
    };
  },
  settle: (row, asked) => {
    if (asked.status && asked.status !== row.status)
      checkTransition(row.status as PermitStatus, asked.status as PermitStatus);
    if ('issued_on' in asked || 'expires_on' in asked) checkDates({ ...row, ...asked });
    return {};
  },
  refusal: (row, action) => viewOnly('a permit', row, verbs[action]),
};

/** A permit as this viewer may read it, or null. */
export const presentPermit = (call: Call, row: PermitRow) => presentAtPlace(call, permitDomain, row);

/** Dollars as whole cents. @throws Problem `invalid` for parts of a cent */
function centsOf(fee: number | null | undefined): number | null {
  if (fee === undefined || fee === null) return null;
  const cents = Math.round(fee * 100);
  if (Math.abs(fee * 100 - cents) > 1e-6)
    throw invalidField('fee', 'has more than two decimals', 'too_precise');
  return cents;
}

/** @throws Problem `invalid` for what is no e-mail address */
function emailOf(email: string | null | undefined): string | null {
  if (!email) return null;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw invalidField('contactEmail', 'is not an e-mail address', 'format');
  return email;
}

function checkTransition(from: PermitStatus, to: PermitStatus): void {
  if (!permitTransitions[from].includes(to))
    throw new Problem(
      'conflict',
      `A permit that is ${from} cannot become ${to}; it may become ${permitTransitions[from].join(' or ') || 'nothing else'}.`,
    );
}

function checkDates({
  issued_on,
  expires_on,
}: {
  issued_on: string | null;
  expires_on: string | null;
}): void {
  if (issued_on && expires_on && expires_on < issued_on)
    throw invalidField('expiresOn', 'is before issuedOn', 'end_before_start');
}
