import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { Import, ImportField, ImportMapping, ImportSystems, ImportTrial } from '../../api/messages.ts';
import { keys, recordQuery, refresh } from '../../api/queries.ts';

const every = 1000;

/** An import, read anew every second while it runs. */
export const importQuery = (id: string) => ({
  ...recordQuery<Import>('imports', id),
  refetchInterval: (query: { state: { data: Import | undefined } }) =>
    query.state.data?.status === 'running' ? every : false,
});

/** What columns can fill; the same for as long as the server is. */
export const fieldsQuery = queryOptions({
  queryKey: ['import-fields'],
  queryFn: ({ signal }) => call<{ items: ImportField[] }>('GET', '/v1/imports/fields', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Projected coordinate systems to choose from; asked for where points are in columns. */
export const systemsQuery = queryOptions({
  queryKey: ['import-systems'],
  queryFn: ({ signal }) => call<ImportSystems>('GET', '/v1/imports/systems', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What the samples of a file become under a mapping that is being changed, and what it lacks. */
export function useTrial(record: Import, draft: ImportMapping, dirty: boolean): ImportTrial {
  const [mapping] = useDebouncedValue(draft, 300);
  const trial = useQuery({
    queryKey: ['import-try', record.id, mapping],
    queryFn: ({ signal }) =>
      call<ImportTrial>('POST', `/v1/imports/${record.id}/try`, { body: { mapping }, signal }),
    enabled: dirty,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return dirty && trial.data ? trial.data : { becomes: record.becomes, faults: record.faults };
}

export type Verb = 'dry-run' | 'run' | 'stop' | 'resume';

/** What can be done with an import; every answer is what the page then shows. */
export function useImportDeeds(id: string) {
  const client = useQueryClient();
  const path = `/v1/imports/${id}` as const;
  const keep = (answer: Import) => {
    client.setQueryData(keys.record('imports', id), answer);
    void client.invalidateQueries({ queryKey: keys.lists('imports') });
    return answer;
  };
  return {
    read: async () => keep(await call<Import>('GET', path)),
    change: async (body: { mapping: ImportMapping } | { preset: string }, version: number) =>
      keep(await call<Import>('PATCH', path, { body, ifMatch: version })),
    start: async (verb: Verb) => keep(await call<Import>('POST', `${path}/${verb}`)),
    remove: async (version: number) => {
      await call('DELETE', path, { ifMatch: version });
      void refresh(client, 'imports');
    },
  };
}
