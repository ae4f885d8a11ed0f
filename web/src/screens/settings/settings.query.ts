import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { AgencySettings } from '../../api/messages.ts';
import { keys } from '../../api/queries.ts';

export const settingsPath = '/v1/admin/agency';

/** What an agency sets for itself, under its own id. */
export const settingsQuery = (agency: string) =>
  queryOptions({
    queryKey: keys.record('settings', agency),
    queryFn: ({ signal }) => call<AgencySettings>('GET', settingsPath, { signal }),
  });
