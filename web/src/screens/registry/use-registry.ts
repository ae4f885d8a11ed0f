import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { RegistryOutcome } from '../../api/messages.ts';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import { keys } from '../../api/queries.ts';

export interface Part {
  readonly state: string;
  readonly county: string;
}

/** A whole country's file takes a while. */
const longest = 10 * 60_000;

/** Sends a registry file, to find out what it would do or to do it. */
export function useRegistry() {
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<RegistryOutcome | null>(null);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const [busy, setBusy] = useState<'trying' | 'running' | null>(null);
  const send = async (file: File, { state, county }: Part, dryRun: boolean) => {
    setBusy(dryRun ? 'trying' : 'running');
    setProblem(null);
    const body = new FormData();
    body.append('file', file);
    try {
      const query = { state, county, ...(dryRun && { dryRun }) };
      const answer = await call<RegistryOutcome>('POST', '/v1/operator/registry-import', {
        query,
        body,
        timeout: longest,
      });
      setOutcome(answer);
      if (!dryRun) await client.invalidateQueries({ queryKey: keys.all('operator/agencies') });
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(null);
    }
  };
  const forget = () => {
    setOutcome(null);
    setProblem(null);
  };
  return { outcome, problem, busy, send, forget };
}
