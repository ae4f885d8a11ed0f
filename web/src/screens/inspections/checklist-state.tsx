import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ChecklistItem } from '../../api/messages.ts';
import { CallProblem } from '../../api/problem.ts';
import { ConflictDialog } from '../../ui/conflict-dialog.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import type { ChecklistDraft, DraftState } from './checklist-draft.ts';
import { progressText, resultWord } from './inspection-words.ts';

type Phase = DraftState['phase'];
const signs: Readonly<Record<Phase, IconName>> = {
  saved: 'check',
  waiting: 'upload',
  saving: 'upload',
  offline: 'offline',
  refused: 'alert',
  clashing: 'alert',
};

const words: Readonly<Record<Phase, string>> = {
  saved: 'Saved',
  waiting: 'Saving…',
  saving: 'Saving…',
  offline:
    'No connection. Your answers are stored on this device and will be saved when you are back online.',
  refused: 'Not saved. Your answers are stored on this device.',
  clashing: 'Someone else also answered.',
};

/** How far the checklist is, and whether what was entered is with the server. */
export function ChecklistState({
  checklist,
  state,
  draft,
}: {
  checklist: readonly ChecklistItem[];
  /** Left out where nothing is entered. */
  state?: DraftState;
  draft?: ChecklistDraft;
}) {
  const share = (result: ChecklistItem['result']) =>
    checklist.length === 0
      ? 0
      : (100 * checklist.filter((item) => item.result === result).length) / checklist.length;
  return (
    <div className="checklist-state">
      <div className="checklist-bar" aria-hidden="true">
        <span data-answer="pass" style={{ width: `${share('pass')}%` }} />
        <span data-answer="fail" style={{ width: `${share('fail')}%` }} />
        <span data-answer="notApplicable" style={{ width: `${share('notApplicable')}%` }} />
      </div>
      <p className="checklist-words">
        <b>{progressText(checklist)}</b>
        {state && draft && (
          <span className="save-state" data-phase={state.phase} role="status">
            <Icon name={signs[state.phase]} size={16} />
            {state.phase === 'refused' && state.problem
              ? `${words.refused} ${state.problem.message}`
              : words[state.phase]}
          </span>
        )}
        {draft && (state?.phase === 'offline' || state?.phase === 'refused') && (
          <Button size="compact-sm" variant="default" onClick={() => void draft.flush()}>
            Save now
          </Button>
        )}
        {draft && state && <ClashDialog state={state} draft={draft} />}
      </p>
    </div>
  );
}

const clash = new CallProblem(412, 'stale', 'Someone else also answered.');

const answerText = (item: ChecklistItem | null): string =>
  item ? [resultWord(item.result), item.note].filter(Boolean).join(': ') : 'no longer on the checklist';

/**
 * Somebody else answered the same items otherwise: a choice, with nothing lost by looking. Put aside, the answers stay
 * on the device until one is made.
 */
function ClashDialog({ state, draft }: { state: DraftState; draft: ChecklistDraft }) {
  const [aside, setAside] = useState<DraftState['clashes'] | null>(null);
  if (state.phase !== 'clashing') return null;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setAside(null)}>
        Compare answers…
      </Button>
      <ConflictDialog
        conflict={aside === state.clashes ? null : clash}
        fields={state.clashes.map(({ mine, theirs }) => ({
          label: mine.item,
          mine: answerText(mine),
          theirs: answerText(theirs),
        }))}
        onLoadTheirs={draft.takeTheirs}
        onSaveOver={draft.saveOver}
        onClose={() => setAside(state.clashes)}
      />
    </>
  );
}
