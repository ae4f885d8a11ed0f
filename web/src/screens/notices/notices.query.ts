import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { Me, NoticePage } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';

export type Which = 'unread' | 'all';

/** A person's notices for one agency; looked at anew every minute and whenever the page is come back to. */
export const noticesQuery = (me: Me, which: Which) =>
  infiniteQueryOptions({
    queryKey: keys.list('notices', { user: me.user.id, agency: me.agency?.id, which }),
    queryFn: ({ pageParam, signal }) =>
      call<NoticePage>('GET', '/v1/notices', {
        query: { limit: 20, unread: which === 'unread' || null, cursor: pageParam },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 60_000,
  });

/**
 * Marks notices as read: those named, or all. Those on the page stay where they are, as read, until the list is
 * fetched again, so that nothing jumps under a finger.
 * @throws CallProblem
 */
export async function markRead(client: QueryClient, me: Me, ids: readonly string[] | null): Promise<void> {
  await call('POST', '/v1/notices/read', { body: ids ? { ids } : {} });
  const touched = (id: string) => ids === null || ids.includes(id);
  for (const which of ['unread', 'all'] as const)
    client.setQueryData(
      noticesQuery(me, which).queryKey,
      (before) =>
        before && {
          ...before,
          pages: before.pages.map((page) => ({
            ...page,
            unread: ids === null ? 0 : Math.max(0, page.unread - ids.length),
            items: page.items.map((item) => (touched(item.id) ? { ...item, read: true } : item)),
          })),
        },
    );
}
