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

/** Dates that contradict the status. Another system's records keep theirs: the API takes them. */
const statusFaults = {
  issuedOn: (status: Permit['status'], issuedOn: string): string | null => {
    if (status === 'issued' && !issuedOn) return 'Enter the date that the permit was issued.';
    if (status === 'applied' && issuedOn)
      return 'An application has no issue date. Clear it, or change the status.';
    return null;
  },
  expiresOn: (status: Permit['status'], expiresOn: string, today: string): string | null =>
    status === 'expired' && expiresOn > today
      ? 'An expired permit cannot expire in the future. Change the date or the status.'
      : null,
};

const permitChecks = {
  type: filled('Enter the type, or choose one.'),
  fee: feeFault,
  contactEmail: emailFault,
};

/**
 * The checks of a form for a permit of a status, on a day.
 * @param was the permit that is edited: dates that came with it, from another system, may stay as they are
 */
export const permitChecksFor = (
  statusOf: (values: PermitValues) => Permit['status'],
  today: string,
  was?: Permit,
) => {
  const stays = ({ issuedOn, expiresOn }: PermitValues) =>
    was !== undefined && issuedOn === (was.issuedOn ?? '') && expiresOn === (was.expiresOn ?? '');
  return {
    ...permitChecks,
    issuedOn: (value: string, values: PermitValues) =>
      stays(values) ? null : statusFaults.issuedOn(statusOf(values), value),
    expiresOn: (value: string, values: PermitValues) =>
      expiryFault(values.issuedOn, value) ??
      (stays(values) ? null : statusFaults.expiresOn(statusOf(values), value, today)),
  };
};
