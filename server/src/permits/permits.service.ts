import { type NewPermit, type PermitChange, type PermitStatus, permitTransitions } from '@standpipe/contract';
import { invalidField, Problem } from '../http/problems.ts';
import { atPlace } from '../records/at-place.ts';
import { type AtPlaceRow, type Deed, type Domain, ownAgencyOnly } from '../records/domain.ts';

export type PermitRow = AtPlaceRow<'permit'>;

const verbs: { readonly [D in Deed]?: string } = {
  edit: 'change',
  delete: 'delete',
  download: 'print',
  email: 'e-mail',
  readHistory: 'read the history of',
};

/** What permits have of their own. */
export const permitDomain: Domain<PermitRow, NewPermit, PermitChange> = atPlace({
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
    if ('issued_on' in asked || 'expires_on' in asked) checkDates({ ...row, ...(asked as object) });
    return {};
  },
  refusal: (row, deed) =>
    ownAgencyOnly(
      row,
      `{agency} shares this with your agency as View Only: only {agency}, which made it, can ${verbs[deed] ?? 'change'} a permit of theirs.`,
    ),
});

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
