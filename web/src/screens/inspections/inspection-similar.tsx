import type { Inspection } from '../../api/messages.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { type Likeness, Similar } from '../../ui/similar.tsx';
import { When } from '../../ui/when.tsx';

const likeness: Likeness<Inspection> = {
  list: 'inspections',
  kind: 'inspection',
  isOpen: ({ status }) => status !== 'completed',
  headline: (who, count, open, many) =>
    open
      ? `${who} ${many ? 'have' : 'has'} ${count} scheduled or in progress here`
      : `${who} did ${count} here within the year`,
  when: ({ completedAt, scheduledFor }) =>
    completedAt ? (
      <>
        done <DateTime at={completedAt} ago />
      </>
    ) : (
      scheduledFor && (
        <>
          for <When at={scheduledFor} />
        </>
      )
    ),
  advice: 'Another visit may not be needed. You can still continue.',
};

/** Warns of inspections of the same type at a place. */
export const SimilarInspections = (at: { placeId: string; type: string }) => (
  <Similar likeness={likeness} {...at} />
);
