import { useQueries } from '@tanstack/react-query';
import { keys } from '../api/queries.ts';
import type { MapLayer } from './layers.ts';

let revision = 0;

/**
 * A number that changes whenever the live stream says that a layer's records did, a record went dark, or everything is
 * to be read anew: it stands among the lists of the layer's kind, which are read anew then.
 */
export function useRevision(layers: readonly MapLayer[]): number {
  const queries = useQueries({
    queries: layers.map(({ noun }) => ({
      queryKey: keys.list(noun, { map: 'revision' }),
      queryFn: () => {
        revision += 1;
        return revision;
      },
      staleTime: Number.POSITIVE_INFINITY,
      networkMode: 'always' as const,
    })),
  });
  return Math.max(0, ...queries.map(({ data }) => data ?? 0));
}
