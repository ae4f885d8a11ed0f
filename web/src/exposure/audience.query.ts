import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Audience, AudienceQuery } from '../api/messages.ts';

export const audienceQuery = (asked: AudienceQuery) =>
  queryOptions({
    queryKey: ['sharing', 'audience', asked],
    queryFn: ({ signal }) => call<Audience>('POST', '/v1/access/audience', { body: asked, signal }),
    staleTime: 0,
    retry: false,
  });
