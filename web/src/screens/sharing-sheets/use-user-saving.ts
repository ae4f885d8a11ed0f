import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { UserSharing } from '../../api/messages.ts';
import { type CallProblem, isStale } from '../../api/problem.ts';
import { useTimeZone } from '../../ui/me.tsx';
import { toast, toastProblem } from '../../ui/toast.tsx';
import { type Drafts, isOvertaken, useSummary } from './drafts.ts';
import type { Review } from './review-panel.tsx';
import { datesOf, type SheetRow } from './rows.ts';
import { saveUserSheet, userSheetQuery } from './sheet-queries.ts';
import { bodyOf, reviewOf } from './user-table.ts';
import { countText } from './wording.ts';

/** Saving on the User sheet: the whole table at once, after a look at what it does. */
export function useUserSaving(
  drafts: Drafts,
  stored: UserSharing,
  rows: readonly SheetRow[],
  saved: () => void,
) {
  const client = useQueryClient();
  const zone = useTimeZone();
  const summary = useSummary(drafts);
  const reviewed = reviewOf(rows, summary, zone);
  const dirty = reviewed.length > 0;
  // What was read before the first choice: a save on top of anything newer has to be looked at first. What others
  // saved in rows that nobody touched here stands on the page already.
  const base = useRef(stored);
  if (!rows.some((row) => isOvertaken(row, drafts.stateOf(row.partner.id)))) base.current = stored;
  const [review, setReview] = useState<Review | null>(null);
  const [conflict, setConflict] = useState<{ problem: CallProblem; base: UserSharing } | null>(null);

  const store = async (version: number) => {
    try {
      const count = reviewed.length;
      await saveUserSheet(client, bodyOf(rows, drafts.summary()), version);
      drafts.clear();
      saved();
      setReview(null);
      setConflict(null);
      toast(`Saved ${countText(count, 'change')} to User Data Sharing`);
    } catch (error) {
      if (!isStale(error)) throw error;
      const before = base.current;
      await client.refetchQueries({ queryKey: userSheetQuery.queryKey });
      setReview(null);
      setConflict({ problem: error, base: before });
    }
  };

  return {
    reviewed,
    dirty,
    review,
    closeReview: () => setReview(null),
    conflict,
    closeConflict: () => setConflict(null),
    save: () => {
      const backwards = rows.find((row) => {
        const { startsAt, endsAt } = datesOf(row, drafts.stateOf(row.partner.id).draft);
        return startsAt && endsAt && endsAt <= startsAt;
      });
      if (backwards)
        return toast(`${backwards.partner.name}: the end must be after the start.`, { bad: true });
      setReview({ sheet: 'user', rows: reviewed, save: () => store(base.current.version) });
    },
    saveOver: () => store(stored.version).catch(toastProblem),
  };
}
