import type { Permit } from '../../api/messages.ts';
import { filled } from '../../ui/filled.ts';

/** A permit as it is typed: every field a text. */
export const emptyPermit = {
  number: '',
  type: '',
  class: 'operational',
  description: '',
  issuedOn: '',
  expiresOn: '',
  edition: '',
  section: '',
  holder: '',
  contactName: '',
  contactPhone: '',
  contactEmail: '',
  fee: '',
  notes: '',
};
export type PermitValues = typeof emptyPermit;

/** An own permit as it stands in the form. */
export const permitValues = (permit: Permit): PermitValues => ({
  number: permit.number,
  type: permit.type,
  class: permit.class,
  description: permit.description ?? '',
  issuedOn: permit.issuedOn ?? '',
  expiresOn: permit.expiresOn ?? '',
  edition: permit.edition ?? '',
  section: permit.section ?? '',
  holder: permit.holder ?? '',
  contactName: permit.contactName ?? '',
  contactPhone: permit.contactPhone ?? '',
  contactEmail: permit.contactEmail ?? '',
  fee: typeof permit.fee === 'number' ? permit.fee.toFixed(2) : '',
  notes: permit.notes ?? '',
});

const orNull = (typed: string) => typed.trim() || null;

/** What is typed as the API takes it. */
export const permitBody = (values: PermitValues) => ({
  number: values.number.trim(),
  type: values.type.trim(),
  class: values.class as Permit['class'],
  description: orNull(values.description),
  issuedOn: orNull(values.issuedOn),
  expiresOn: orNull(values.expiresOn),
  edition: orNull(values.edition),
  section: orNull(values.section),
  holder: orNull(values.holder),
  contactName: orNull(values.contactName),
  contactPhone: orNull(values.contactPhone),
  contactEmail: orNull(values.contactEmail),
  fee: values.fee.trim() === '' ? null : Number(amountOf(values.fee)),
  notes: orNull(values.notes),
});

/** "$1,250.50" as a plain number. */
const amountOf = (typed: string): string => typed.replaceAll(/[$,\s]/g, '');
const feeFault = (typed: string): string | null =>
  typed.trim() === '' || /^\d{1,8}(\.\d{1,2})?$/.test(amountOf(typed))
    ? null
    : 'Enter an amount, like 125.00.';
const emailFault = (typed: string): string | null =>
  typed.trim() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.trim())
    ? null
    : 'Enter an e-mail address, like ann@example.org.';

/** Faults in a permit's days, which need both fields. */
export const expiryFault = (issuedOn: string, expiresOn: string): string | null =>
  issuedOn && expiresOn && expiresOn < issuedOn ? 'The expiration date is before the issue date.' : null;

export const permitChecks = {
  type: filled('Enter the type, or choose one.'),
  fee: feeFault,
  contactEmail: emailFault,
  expiresOn: (value: string, values: PermitValues) => expiryFault(values.issuedOn, value),
};
