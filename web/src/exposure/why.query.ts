import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { ExplainQuery, Explanation, Page, SearchHit, User } from '../api/messages.ts';

/** What one asks the reasons of. */
export interface AskedRecord {
  readonly kind: ExplainQuery['record']['kind'];
  readonly id: string;
  /** As people call it: "Permit P-1042". */
  readonly title: string;
}

export const explainQuery = (asked: ExplainQuery) =>
  queryOptions({
    queryKey: ['sharing', 'explain', asked],
    queryFn: ({ signal }) => call<Explanation>('POST', '/v1/access/explain', { body: asked, signal }),
    staleTime: 0,
    // What other pages of the own agency save is not on the stream.
    refetchInterval: 5_000,
    retry: false,
  });

/** The own agency's users, as far as one page of them goes; who is not among them is found by name. */
export const colleaguesQuery = (q: string) =>
  queryOptions({
    queryKey: ['users', 'list', { why: q }],
    queryFn: async ({ signal }) => {
      const query = { limit: 50, active: 'true', ...(q && { q }) };
      return (await call<Page<User>>('GET', '/v1/admin/users', { query, signal, viewAs: null })).items;
    },
  });

/** Records of the own agency's sight, by their words. */
export async function findRecords(q: string): Promise<readonly SearchHit[]> {
  if (q === '') return [];
  return (await call<Page<SearchHit>>('GET', '/v1/search', { query: { q }, viewAs: null })).items;
}
