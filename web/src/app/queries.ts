import { QueryCache, QueryClient } from '@tanstack/react-query';
import { CallProblem } from '../api/problem.ts';
import { endSession } from '../api/session.ts';

/** Faults that another try a moment later may mend. */
const passing = (error: unknown) =>
  error instanceof CallProblem && (error.status === 0 || error.status >= 500);

/** The pages' memory of what the server answered. A 401 anywhere means that the session is over. */
export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof CallProblem && error.status === 401) endSession(client, 'ended');
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 30_000,
        retry: (failures, error) => passing(error) && failures < 2,
        retryDelay: 700,
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
