import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Inspection } from '../../api/messages.ts';
import { useMe } from '../../ui/me.tsx';
import { draftOf } from './checklist-draft.ts';
import { keysOf, mergeEntries } from './checklist-merge.ts';

/** An inspection's checklist with what was entered here on top, saved or not. */
export function useChecklist(inspection: Inspection) {
  const client = useQueryClient();
  const { user } = useMe();
  const draft = draftOf(client, user.id, inspection.id);
  const state = useSyncExternalStore(draft.watch, draft.read);
  return {
    draft,
    state,
    keys: keysOf(inspection.checklist),
    checklist: mergeEntries(inspection.checklist, state.entries).checklist,
  };
}
