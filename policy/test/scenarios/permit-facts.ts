import { A, B } from '../scenario.ts';

/** What a partner reads; internal notes are not among it. */
export const current =
  'number addressLine location type class status description issuedOn expiresOn edition section holder'.split(
    ' ',
  );

export const all = ['view', 'create', 'edit', 'delete', 'download', 'email'] as const;
export const changes = ['create', 'edit', 'delete', 'download', 'email'] as const;
export const statuses = ['applied', 'issued', 'expired', 'revoked', 'denied', 'closed'];
export const at = { status: 'issued', withheld: false, placeWithheld: false };
export const home = { ...at, parties: { author: A, placeOwner: A } };
export const visit = { ...at, parties: { author: A, placeOwner: B } };
export const permits = { permits: 'view' } as const;
export const share = (level: 'permit' | 'fireInspection' | 'fireInspectionAndPermit') => ({
  addressShareModule: level,
});
