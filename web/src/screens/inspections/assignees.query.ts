import type { Assignees } from '@standpipe/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';

/** Whom an inspection can be assigned to; nobody where one may not ask. */
export const assigneesQuery = queryOptions({
  queryKey: ['inspections', 'assignees'],
  queryFn: async ({ signal }) =>
    (await call<Assignees>('GET', '/v1/inspections/assignees', { signal, viewAs: null })).items,
  retry: false,
  staleTime: 60_000,
});
