import type { SavedView } from '@standpipe/contract';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { call, newKey } from '../api/call.ts';
import { keys } from '../api/queries.ts';

/** A list whose filters can be kept under a name. */
export type ViewedList = SavedView['list'];

/** The saved views of one list, by name. */
export const viewsQuery = (list: ViewedList) =>
  queryOptions({
    queryKey: keys.list('views', { list }),
    queryFn: async ({ signal }) =>
      (await call<{ items: readonly SavedView[] }>('GET', '/v1/me/views', { query: { list }, signal })).items,
  });

/** What can be done to saved views; each reads them anew. */
export function useViewDeeds() {
  const client = useQueryClient();
  const thenRefetch = <Answer>(done: Promise<Answer>): Promise<Answer> =>
    done.finally(() => void client.invalidateQueries({ queryKey: keys.all('views') }));
  return {
    create: (view: Pick<SavedView, 'list' | 'name' | 'query'>) =>
      thenRefetch(call<SavedView>('POST', '/v1/me/views', { body: view, idempotencyKey: newKey() })),
    change: ({ id, version }: SavedView, change: Partial<Pick<SavedView, 'name' | 'query'>>) =>
      thenRefetch(call<SavedView>('PATCH', `/v1/me/views/${id}`, { body: change, ifMatch: version })),
    remove: ({ id, version }: SavedView) =>
      thenRefetch(call<void>('DELETE', `/v1/me/views/${id}`, { ifMatch: version })),
  };
}

/** What an address filters by, always written the same way. */
export const queryText = (values: Readonly<Record<string, string | undefined>>): string => {
  const entries = Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return new URLSearchParams(entries.sort(([a], [b]) => (a! < b! ? -1 : 1))).toString();
};

/** What a saved view filters by, and its columns; null: it was saved before they were kept. */
export function viewParts(query: string): { readonly filters: string; readonly columns: string | null } {
  const values = Object.fromEntries(new URLSearchParams(query));
  return { filters: queryText({ ...values, columns: '' }), columns: values.columns ?? null };
}
