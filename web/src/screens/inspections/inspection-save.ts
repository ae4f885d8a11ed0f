import type { QueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { Inspection, InspectionChange } from '../../api/messages.ts';
import { isStale } from '../../api/problem.ts';
import { keys } from '../../api/queries.ts';

type Make = (current: Inspection) => InspectionChange;

const turns = new Map<string, Promise<unknown>>();
const mostTries = 4;

/**
 * Changes an inspection, after every change of it that was asked for earlier on this page. Where somebody else was
 * faster, the change is made once more from what they left; `make` throws what it finds it must not write over.
 * @throws CallProblem, or whatever `make` throws
 */
export function saveInspection(client: QueryClient, id: string, make: Make): Promise<Inspection> {
  const before = turns.get(id) ?? Promise.resolve();
  const own = before.then(
    () => save(client, id, make),
    () => save(client, id, make),
  );
  turns.set(id, own);
  return own;
}

async function save(client: QueryClient, id: string, make: Make): Promise<Inspection> {
  const key = keys.record('inspections', id);
  const path = `/v1/inspections/${id}` as const;
  let current =
    client.getQueryData<Inspection>(key) ?? (await call<Inspection>('GET', path, { viewAs: null }));
  for (let tries = 1; ; tries++) {
    try {
      const answer = await call<Inspection>('PATCH', path, {
        body: make(current),
        ifMatch: current.version,
      });
      await client.cancelQueries({ queryKey: key, exact: true });
      client.setQueryData(key, answer);
      void client.invalidateQueries({ queryKey: keys.lists('inspections') });
      void client.invalidateQueries({ queryKey: keys.under('inspections', id, 'history') });
      return answer;
    } catch (error) {
      if (!isStale(error) || tries === mostTries) throw error;
      current = await call<Inspection>('GET', path, { viewAs: null });
      client.setQueryData(key, current);
    }
  }
}
