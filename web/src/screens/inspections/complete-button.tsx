import type { Inspection } from '../../api/messages.ts';
import { StepButton } from './step-button.tsx';
import { useChecklist } from './use-checklist.ts';

/** Below the last answer: the way on, once everything is answered. */
export function CompleteButton({ inspection }: { inspection: Inspection }) {
  const { checklist } = useChecklist(inspection);
  if (checklist.length === 0 || checklist.some(({ result }) => !result)) return null;
  return (
    <p className="checklist-end">
      All items answered.
      <StepButton inspection={inspection} next="completed" size="md">
        Complete inspection
      </StepButton>
    </p>
  );
}
