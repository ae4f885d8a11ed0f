import type { PermitStatus } from '@standpipe/contract';
import type { DocumentContext, PrintedDocument } from '../documents/document.ts';
import { addressOf, formatDay, formatMoment, line } from '../documents/text.ts';
import type { OwnAgency } from '../http/session.ts';
import type { PermitRow } from './permits.service.ts';

const statusWords: Record<PermitStatus, string> = {
  applied: 'Applied: not yet issued',
  issued: 'Issued',
  expired: 'Expired',
  revoked: 'Revoked',
  denied: 'Denied',
  closed: 'Closed',
};
const classWords: Readonly<Record<string, string>> = {
  operational: 'Operational',
  construction: 'Construction',
};
const none = '\u2013';
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** What a printed permit says. Internal notes and the contact stay with the agency: a permit is posted at the place. */
export function printedPermit(
  row: PermitRow,
  agency: OwnAgency,
  now: Date,
  { place, phone }: DocumentContext,
): PrintedDocument {
  const code = [row.edition, row.section && `section ${row.section}`].filter(Boolean).join(', ');
  const issued = row.status !== 'applied' && row.status !== 'denied';
  return {
    agency: line(agency.name),
    color: agency.color,
    title: `${issued ? 'Permit' : 'Permit application'} ${line(row.number)}`,
    facts: [
      ['Issued to', row.holder ? line(row.holder) : none],
      ['Status', statusWords[row.status as PermitStatus]],
      ['Type', line(row.type)],
      ['Class', classWords[row.class] ?? line(row.class)],
      ['Place', line(place?.name ?? row.address_line)],
      ['Address', addressOf(row.address_line, place)],
      ['Issued on', row.issued_on ? formatDay(row.issued_on) : none],
      ['Expires on', row.expires_on ? formatDay(row.expires_on) : 'Does not expire'],
      ['Code', code ? line(code) : none],
      ['Fee', row.fee_cents === null ? none : dollars.format(row.fee_cents / 100)],
      ...(phone ? [['Questions? Call', line(phone)] as const] : []),
    ],
    texts: row.description ? [['Description', line(row.description)]] : [],
    tables: [],
    photos: [],
    signatures: ['Fire official', 'Permit holder'],
    generated: formatMoment(now.toISOString(), agency.timeZone),
  };
}
