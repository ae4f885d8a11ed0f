import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { PrePlanAttachment } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';

/** The photos and PDFs of a plan, in order. */
export const attachmentsQuery = (plan: string) =>
  queryOptions({
    queryKey: keys.under('pre-plans', plan, 'attachments'),
    queryFn: ({ signal }) =>
      call<{ items: readonly PrePlanAttachment[] }>('GET', `/v1/pre-plans/${plan}/attachments`, { signal }),
  });
