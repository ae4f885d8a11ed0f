import { conflicts, type Levels, type Module, modulesOf } from '@standpipe/policy';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ClientSharingSave } from '../../api/messages.ts';
import { asCallProblem, type CallProblem, isStale } from '../../api/problem.ts';
import { useTimeZone } from '../../ui/me.tsx';
import { toast, toastProblem } from '../../ui/toast.tsx';
import type { Drafts } from './drafts.ts';
import { type Review, reviewedRow } from './review-panel.tsx';
import { type Draft, datesOf, levelsOf, type SheetRow } from './rows.ts';
import { clientSheetQuery, saveClientRow, saveClientRows } from './sheet-queries.ts';
import { countText } from './wording.ts';

type Saved = ClientSharingSave['levels'];

const bodyOf = (row: SheetRow, draft: Draft): ClientSharingSave => ({
  levels: draft.levels as Saved,
  ...datesOf(row, draft),
});

/** Leads to what has to be mended first. */
const showLack = (): void =>
  document.querySelector<HTMLElement>('.sheet-box [data-fix], .detail [data-fix]')?.focus();

/** Puts a row back to what it was before a save. */
function undo(client: QueryClient, before: SheetRow, version: number): () => Promise<void> {
  return async () => {
    const body = { levels: before.levels as Saved, ...datesOf(before, null) };
    await saveClientRow(client, before.partner.id, body, version);
  };
}

/** Saving on the Client sheet: one row after a look at what it does, or several at once, all or none. */
export function useClientSaving(drafts: Drafts, rows: readonly SheetRow[]) {
  const client = useQueryClient();
  const zone = useTimeZone();
  const [review, setReview] = useState<Review | null>(null);
  const [conflict, setConflict] = useState<{ problem: CallProblem; id: string } | null>(null);
  const [refusal, setRefusal] = useState<CallProblem | null>(null);
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  }, [rows]);

  const storeRow = useCallback(
    async (row: SheetRow, draft: Draft, version: number) => {
      const { id, name } = row.partner;
      drafts.patch(id, { busy: true, problem: null });
      try {
        const saved = await saveClientRow(client, id, bodyOf(row, draft), version);
        drafts.discard([id]);
        setReview(null);
        setConflict(null);
        toast(`Saved for ${name}`, { undo: undo(client, row, saved.version) });
      } catch (error) {
        if (!isStale(error)) throw error;
        await client.refetchQueries({ queryKey: clientSheetQuery.queryKey });
        setReview(null);
        setConflict({ problem: error, id });
      } finally {
        drafts.patch(id, { busy: false });
      }
    },
    [client, drafts],
  );

  const saveRow = useCallback(
    (id: string) => {
      const row = latest.current.find(({ partner }) => partner.id === id);
      const { draft } = drafts.stateOf(id);
      if (!row || !draft) return;
      if (conflicts(levelsOf(row, draft)).length > 0) return showLack();
      const { startsAt, endsAt } = datesOf(row, draft);
      if (startsAt && endsAt && endsAt <= startsAt)
        return toast(`${row.partner.name}: the end must be after the start.`, { bad: true });
      const save = () => storeRow(row, draft, draft.base.version ?? 0);
      setReview({ sheet: 'client', rows: [reviewedRow('client', row, draft, zone)], save });
    },
    [drafts, storeRow, zone],
  );

  const storeBulk = async (partnerIds: readonly string[], levels: Levels) => {
    try {
      const saved = await saveClientRows(client, { partnerIds: [...partnerIds], levels: levels as Saved });
      drafts.settle(saved, levels);
      drafts.select(partnerIds, false);
      toast(`Saved for ${countText(partnerIds.length, 'partner')}`);
      setRefusal(null);
    } catch (error) {
      setRefusal(asCallProblem(error));
    } finally {
      setReview(null);
    }
  };

  const saveBulk = () => {
    const { bulk, bulkLevels } = drafts.summary();
    const some = latest.current.filter(({ partner }) => bulk.includes(partner.id));
    const ids = some.map(({ partner }) => partner.id);
    const applied = some.map((row) => ({ row, draft: { base: row, levels: bulkLevels } }));
    // The server refuses all of it, and says for whom: there is nothing to review.
    if (applied.some(({ row, draft }) => conflicts(levelsOf(row, draft)).length > 0))
      return void storeBulk(ids, bulkLevels);
    const reviewed = applied
      .map(({ row, draft }) => reviewedRow('client', row, draft, zone))
      .filter(({ changes }) => changes.length > 0);
    setReview({ sheet: 'client', rows: reviewed, save: () => storeBulk(ids, bulkLevels) });
  };

  return {
    review,
    closeReview: () => setReview(null),
    refusal,
    forgetRefusal: () => setRefusal(null),
    saveRow,
    saveBulk,
    conflict,
    closeConflict: () => setConflict(null),
    saveOver: async (row: SheetRow) => {
      const { draft } = drafts.stateOf(row.partner.id);
      if (draft) await storeRow(row, draft, row.version ?? 0).catch(toastProblem);
    },
  };
}

/** Modules that either side changed since a row was read, with both answers. */
export const changedSince = (base: Levels, mine: Levels, theirs: Levels): readonly Module[] =>
  [...modulesOf('client'), ...modulesOf('user')]
    .map(({ module }) => module)
    .filter(
      (module) => theirs[module] !== base[module] || (mine[module] ?? theirs[module]) !== theirs[module],
    );
