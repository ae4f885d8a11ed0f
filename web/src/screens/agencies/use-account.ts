import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { Agency, AgencyChange } from '../../api/messages.ts';
import { isStale } from '../../api/problem.ts';
import { keys, refresh } from '../../api/queries.ts';

/** Changes an account as it was read. Where somebody was faster, what stands there now is shown, and the change is not made. */
export function useAccount(agency: Agency) {
  const client = useQueryClient();
  return async (body: AgencyChange): Promise<void> => {
    try {
      const changed = await call<Agency>('PATCH', `/v1/operator/agencies/${agency.id}`, {
        body,
        ifMatch: agency.version,
      });
      client.setQueryData(keys.record('operator/agencies', agency.id), changed);
    } catch (error) {
      if (isStale(error)) void refresh(client, 'operator/agencies', agency.id);
      throw error;
    }
    void refresh(client, 'operator/agencies');
  };
}
