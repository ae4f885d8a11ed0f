import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { PrePlan } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';

/** What the draft beside a plan says. */
export const planQuery = (id: string, view: 'draft') =>
  queryOptions({
    queryKey: keys.under('pre-plans', id, view),
    queryFn: ({ signal }) =>
      call<PrePlan>('GET', `/v1/pre-plans/${encodeURIComponent(id)}`, { query: { view }, signal }),
  });
