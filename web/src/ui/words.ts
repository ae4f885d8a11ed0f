/** The words that people read for what the API calls by a name. */

const statuses: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  permit: {
    applied: 'Applied',
    issued: 'Issued',
    expired: 'Expired',
    revoked: 'Revoked',
    denied: 'Denied',
    closed: 'Closed',
  },
  inspection: {
    scheduled: 'Scheduled',
    inProgress: 'In progress',
    completed: 'Completed',
    cancelled: 'Cancelled',
  },
  device: { signedIn: 'Signed in', signedOut: 'Signed out' },
  violation: { open: 'Open', corrected: 'Corrected' },
  transfer: { offered: 'Offered', accepted: 'Accepted', declined: 'Declined', withdrawn: 'Withdrawn' },
};

/** "fireDepartment" as people write it: "Fire department". */
export function plainText(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A status of a kind of record: "In progress". */
export const statusWord = (kind: string, status: string): string =>
  statuses[kind]?.[status] ?? plainText(status);

/** The statuses of a kind, in the order of their life, as choices of a field or filter. */
export const statusChoices = (kind: string) =>
  Object.entries(statuses[kind] ?? {}).map(([value, label]) => ({ value, label }));

export const permitClasses: Readonly<Record<string, string>> = {
  operational: 'Operational',
  construction: 'Construction',
};

/** What each kind of record is called: one of them, and several. */
export const kindWords: Readonly<Record<string, readonly [one: string, many: string]>> = {
  permit: ['Permit', 'Permits'],
  inspection: ['Inspection', 'Inspections'],
  place: ['Place', 'Places'],
  device: ['Unit', 'Units'],
  commandBoard: ['Command board', 'Command boards'],
};
