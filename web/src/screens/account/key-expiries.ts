/** When a key ends, as days from now; none: only when it is revoked. */
export const expiries = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: '', label: 'Never; only when revoked' },
];

/** That time, to the minute: the same form, sent twice, is the same request. */
export const endIn = (days: string): string | null =>
  days === ''
    ? null
    : new Date(Math.floor(Date.now() / 60_000) * 60_000 + Number(days) * 86_400_000).toISOString();
