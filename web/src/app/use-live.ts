import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followChanges } from '../api/live.ts';
import type { Me } from '../api/messages.ts';
import { interruptSession, useInterrupted } from '../api/session.ts';

/** Follows what changes, with one socket for the session and the agency one acts for. */
export function useLive(me: Me): void {
  const client = useQueryClient();
  const interrupted = useInterrupted();
  const agency = me.agency?.id;
  const person = me.user.id;
  useEffect(() => {
    if (!agency || !person || interrupted) return;
    return followChanges(client, () => interruptSession(client));
  }, [client, agency, person, interrupted]);
}
