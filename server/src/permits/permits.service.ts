import { type NewPermit, type PermitChange, type PermitStatus, permitTransitions } from '@standpipe/contract';
import { invalidField, Problem } from '../http/problems.ts';
import { atPlace } from '../records/at-place.ts';
import { type AtPlaceRow, type Deed, type Domain, ownAgencyOnly } from '../records/domain.ts';

export type PermitRow = AtPlaceRow<'permit'>;

const verbs: { readonly [D in Deed]?: string } = {
  edit: 'change',
  delete: 'delete',
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
    };
  },
  ask: async (_call, _row, { issuedOn, expiresOn, ...rest }) => ({
    ...rest,
    ...(issuedOn !== undefined && { issued_on: issuedOn }),
    ...(expiresOn !== undefined && { expires_on: expiresOn }),
  }),
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
