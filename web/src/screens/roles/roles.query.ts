import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { Page, Role } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';

/** Every role of the agency, in the order of their names; they are few. */
export const allRolesQuery = queryOptions({
  queryKey: keys.list('admin/roles', { all: true }),
  queryFn: async ({ signal }) => {
    const roles: Role[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<Role> = await call('GET', '/v1/admin/roles', {
        query: { limit: 200, cursor },
        signal,
      });
      roles.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return roles.sort((a, b) => Number(b.builtIn) - Number(a.builtIn) || a.name.localeCompare(b.name));
  },
});
