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
  notes: orNull(values.notes),
});

/** Faults in a permit's days, which need both fields. */
export const expiryFault = (issuedOn: string, expiresOn: string): string | null =>
  issuedOn && expiresOn && expiresOn < issuedOn ? 'The expiration date is before the issue date.' : null;

export const permitChecks = {
  type: filled('Enter the type, or choose one.'),
  expiresOn: (value: string, values: PermitValues) => expiryFault(values.issuedOn, value),
};
