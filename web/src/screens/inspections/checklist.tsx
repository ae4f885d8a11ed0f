import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { useCan } from '../../ui/me.tsx';
import { ChecklistAnswer, ChecklistQuestion } from './checklist-item.tsx';
import { ChecklistState } from './checklist-state.tsx';
import { type Begun, begunBy, isOf } from './line-violations.ts';
import { useChecklist } from './use-checklist.ts';
import './checklist.css';

/** What is gone through on site. In progress it is answered here; before and after that it is read. */
export function Checklist({
  inspection,
  addViolation,
  end,
}: {
  inspection: Inspection;
  /** Opens the form of a violation, begun with what failed. */
  addViolation: (begin: Begun) => void;
  /** Stands below the last item while it is answered. */
  end: ReactNode;
}) {
  const editable = useCan(inspection)('edit');
  const answering = editable && inspection.status === 'inProgress';
  return (
    <section aria-labelledby="checklist" className="inspection-part">
      <h2 id="checklist">Checklist</h2>
      {answering && inspection.checklist.length > 0 ? (
        <Answering inspection={inspection} addViolation={addViolation} />
      ) : (
        <Reading inspection={inspection} editable={editable} />
      )}
      {answering && end}
    </section>
  );
}

function Answering({
  inspection,
  addViolation,
}: {
  inspection: Inspection;
  addViolation: (begin: Begun) => void;
}) {
  const { checklist, keys, draft, state } = useChecklist(inspection);
  return (
    <>
      <ChecklistState checklist={checklist} state={state} draft={draft} />
      <ol className="checklist">
        {checklist.map((item, at) => {
          const key = keys[at]!;
          const listed = inspection.violations.some(({ description }) => isOf(item.item, description));
          return (
            <ChecklistQuestion
              key={key}
              number={at + 1}
              item={item}
              enter={(change) => draft.enter(key, inspection.checklist[at]!, change as object)}
            >
              {listed ? (
                <span className="question-listed">Listed as a violation</span>
              ) : (
                <Button
                  className="question-button"
                  size="compact-md"
                  variant="default"
                  onClick={() => addViolation(begunBy(item))}
                >
                  Add a violation
                </Button>
              )}
            </ChecklistQuestion>
          );
        })}
      </ol>
    </>
  );
}

function Reading({ inspection, editable }: { inspection: Inspection; editable: boolean }) {
  const { id, checklist, status } = inspection;
  if (checklist.length === 0)
    return (
      <p className="inspection-none">
        No checklist.{' '}
        {editable && (status === 'scheduled' || status === 'inProgress') && (
          <Link to={`/inspections/${id}/edit` as string} className="inspection-link">
            Add one
          </Link>
        )}
      </p>
    );
  return (
    <>
      {status !== 'scheduled' && <ChecklistState checklist={checklist} />}
      <ol className="checklist">
        {checklist.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand twice
          <ChecklistAnswer key={at} number={at + 1} item={item} />
        ))}
      </ol>
    </>
  );
}
