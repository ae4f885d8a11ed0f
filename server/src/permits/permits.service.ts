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
    if ('issued_on' in asked || 'expires_on' in asked) checkDates({ ...row, ...asked });
    return {};
  },
  refusal: (row, action) => viewOnly('a permit', row, verbs[action]),
};

/** A permit as this viewer may read it, or null. */
export const presentPermit = (call: Call, row: PermitRow) => presentAtPlace(call, permitDomain, row);

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
