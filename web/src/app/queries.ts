import { QueryCache, QueryClient } from '@tanstack/react-query';
import { CallProblem } from '../api/problem.ts';
import { interruptSession, keepCallsWaiting } from '../api/session.ts';
import { watchViewAs } from '../api/view-as.ts';

/** Faults that another try a moment later may mend. */
const passing = (error: unknown) =>
  error instanceof CallProblem && (error.status === 0 || error.status >= 500);

/** The pages' memory of what the server answered. A 401 anywhere means that the session is over. */
export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof CallProblem && error.status === 401) interruptSession(client);
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
  // What got no answer is asked for again once there is a network.
  addEventListener('online', () => {
    void client.invalidateQueries({ predicate: ({ state }) => passing(state.error) });
  });
  keepCallsWaiting(client);
  // Other eyes: nothing that was read with the former ones may stand a moment longer.
  watchViewAs(() => {
    const records = ({ queryKey }: { queryKey: readonly unknown[] }) =>
      !['session', 'greeting', 'interrupted', 'notices'].includes(String(queryKey[0]));
    void client.resetQueries({ predicate: records });
  });
  return client;
}
