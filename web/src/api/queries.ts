import { keepPreviousData, type QueryClient, queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { call, type Parameters } from './call.ts';
import type { Page } from './messages.ts';
import { CallProblem } from './problem.ts';

/**
 * How what was read is named, so that the live stream finds it: the path's noun, then 'list' with its parameters, or
 * 'record' with its id, and what lies under a record after that.
 */
export const keys = {
  all: (noun: string) => [noun] as const,
  lists: (noun: string) => [noun, 'list'] as const,
  list: (noun: string, parameters: Parameters = {}) => [noun, 'list', parameters] as const,
  record: (noun: string, id: string) => [noun, 'record', id] as const,
  under: (noun: string, id: string, ...parts: readonly string[]) => [noun, 'record', id, ...parts] as const,
};

/** The live stream's kinds, and the nouns of their paths. */
const nouns: Readonly<Record<string, string>> = {
  permit: 'permits',
  inspection: 'inspections',
  place: 'places',
  device: 'units',
  commandBoard: 'command-boards',
  sharing: 'sharing',
  clientDataSharing: 'sharing',
  userDataSharing: 'sharing',
};

/** The noun of a kind in paths and query keys: "permits" of "permit". */
export const nounOf = (kind: string): string => nouns[kind] ?? `${kind}s`;

/** One record, read through the ordinary door. */
export const recordQuery = <Record>(noun: string, id: string) =>
  queryOptions({
    queryKey: keys.record(noun, id),
    queryFn: ({ signal }) => call<Record>('GET', `/v1/${noun}/${encodeURIComponent(id)}`, { signal }),
  });

/** A list by cursor, page after page. `path` where it is not simply the noun's. */
export function useList<Item>(
  noun: string,
  parameters: Parameters = {},
  { path = `/v1/${noun}` as `/${string}`, limit = 50, enabled = true } = {},
) {
  const query = useInfiniteQuery({
    queryKey: keys.list(noun, { ...parameters, ...(path !== `/v1/${noun}` && { path }) }),
    // How many there are is asked for once, with the first page.
    queryFn: ({ pageParam, signal }) => {
      const query = { limit, ...parameters, ...(pageParam && { cursor: pageParam, count: null }) };
      return call<Page<Item>>('GET', path, { query, signal });
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    enabled,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? none,
    total: query.data?.pages[0]?.total ?? null,
    isPending: query.isPending,
    /** What stands there is of other parameters; that of these is on its way. */
    isOld: query.isPlaceholderData,
    error: query.error,
    again: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
  };
}
const none: never[] = [];

/** A list as `useList` answers it. */
export type List<Item> = Omit<ReturnType<typeof useList<Item>>, 'items'> & {
  readonly items: readonly Item[];
};

/** Reads anew a record, what lies under it, and every list of its kind. */
export async function refresh(client: QueryClient, noun: string, id?: string): Promise<void> {
  const lists = client.invalidateQueries({ queryKey: keys.lists(noun) });
  const record = id ? client.invalidateQueries({ queryKey: keys.record(noun, id) }) : null;
  await Promise.all([lists, record, client.invalidateQueries({ queryKey: ['search'] })]);
}

/** A record went dark: it leaves the page and every list at once, before anything is asked for. */
export function removeRecord(client: QueryClient, noun: string, id: string): void {
  const error = new CallProblem(404, 'not_found', 'This record is not there any more, or not for you.');
  for (const query of client.getQueryCache().findAll({ queryKey: keys.record(noun, id) })) {
    void query.cancel({ silent: true });
    query.setState({
      data: undefined,
      error,
      status: 'error',
      fetchStatus: 'idle',
      errorUpdatedAt: Date.now(),
      errorUpdateCount: query.state.errorUpdateCount + 1,
      isInvalidated: false,
    });
  }
  client.setQueriesData<{ pages: Page<{ id?: string }>[] }>({ queryKey: keys.lists(noun) }, (before) =>
    before?.pages
      ? {
          ...before,
          pages: before.pages.map((page) => ({
            ...page,
            items: page.items.filter((each) => each.id !== id),
          })),
        }
      : before,
  );
  void client.invalidateQueries({ queryKey: keys.lists(noun) });
  void client.invalidateQueries({ queryKey: ['search'] });
}
