import { useQueryClient } from '@tanstack/react-query';
import type { Inspection } from '../../api/messages.ts';
import { CallProblem } from '../../api/problem.ts';
import { useMe } from '../../ui/me.tsx';
import { toast } from '../../ui/toast.tsx';
import { statusWord } from '../../ui/words.ts';
import { draftOf } from './checklist-draft.ts';
import { saveInspection } from './inspection-save.ts';
import { type Next, stepOf } from './inspection-steps.ts';

/** Changes an inspection's status, after its answers are saved. @throws CallProblem */
export function useStatusChange(inspection: Inspection) {
  const client = useQueryClient();
  const { user } = useMe();
  return async (next: Next, reason?: string): Promise<void> => {
    const draft = draftOf(client, user.id, inspection.id);
    await draft.flush();
    const { phase, problem } = draft.read();
    if (phase !== 'saved')
      throw (
        problem ??
        new CallProblem(409, 'conflict', 'Resolve the answers that someone else also gave, then try again.')
      );
    await saveInspection(client, inspection.id, ({ status }) => {
      if (status !== inspection.status)
        throw new CallProblem(
          409,
          'conflict',
          `Someone else changed the status. It is now ${statusWord('inspection', status).toLowerCase()} now.`,
        );
      return { status: next, ...(reason && { reason }) };
    });
    toast(stepOf(inspection.status, next).done);
  };
}
