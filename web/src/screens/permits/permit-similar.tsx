import type { Permit } from '../../api/messages.ts';
import { DateTime, DayText } from '../../ui/date-time.tsx';
import { type Likeness, Similar } from '../../ui/similar.tsx';

const likeness: Likeness<Permit> = {
  list: 'permits',
  kind: 'permit',
  isOpen: ({ status }) => status === 'applied' || status === 'issued',
  headline: (who, count, open, many) =>
    open
      ? `${who} ${many ? 'have' : 'has'} ${count} in progress here`
      : `${who} had ${count} here within the year`,
  when: ({ issuedOn, createdAt }) =>
    issuedOn ? (
      <>
        issued <DayText on={issuedOn} />
      </>
    ) : (
      <>
        since <DateTime at={createdAt} ago />
      </>
    ),
  advice: 'Contact them before you create another. You can still continue.',
};

/** Warns of permits of the same type at a place. */
export const SimilarPermits = (at: { placeId: string; type: string }) => (
  <Similar likeness={likeness} {...at} />
);
