import type { Sheet } from '@standpipe/policy';
import type { NamedAgency } from './agencies.query.ts';

const paths = { client: '/admin/client-data-sharing', user: '/admin/user-data-sharing' } as const;

/** Where a partner's row stands on a sheet of one's own agency. */
export const sheetRowLink = (sheet: Sheet, agency: Pick<NamedAgency, 'name'>) => ({
  to: paths[sheet] as string,
  search: { q: agency.name },
});
