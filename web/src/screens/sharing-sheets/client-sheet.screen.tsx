import './sharing-sheets.css';
import { Button } from '@mantine/core';
import { levelName, moduleEntry } from '@standpipe/policy';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { asCallProblem } from '../../api/problem.ts';
import { ConflictDialog } from '../../ui/conflict-dialog.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useReadOnly } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { type Drafts, makeDrafts, useSummary } from './drafts.ts';
import { ReviewPanel } from './review-panel.tsx';
import { levelIn, type SheetRow } from './rows.ts';
import { SheetFrame } from './sheet-frame.tsx';
import { clientSheetQuery } from './sheet-queries.ts';
import { changedSince, useClientSaving } from './use-client-saving.ts';
import { countText, managers } from './wording.ts';

/** Admin, Client Data Sharing: what users of each partner agency may see and change of ours. */
export function ClientSheetScreen() {
  const query = useQuery(clientSheetQuery);
  return (
    <Page
      title="Client Data Sharing"
      lead={`Agencies in your county are listed automatically. To add others, contact ${managers}.`}
    >
      {query.data ? (
        query.data.items.length > 0 ? (
          <ClientSheet rows={query.data.items} />
        ) : (
          <div className="card">
            <Empty icon="share" title="No partner agencies yet">
              Agencies in your county are listed here automatically. To add an agency from another county,
              contact {managers}.
            </Empty>
          </div>
        )
      ) : query.error ? (
        <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />
      ) : (
        <Waiting what="your partner agencies" />
      )}
    </Page>
  );
}

function ClientSheet({ rows }: { rows: readonly SheetRow[] }) {
  const [drafts] = useState(makeDrafts);
  const readOnly = useReadOnly();
  const saving = useClientSaving(drafts, rows);
  useEffect(() => drafts.keepOnly(new Set(rows.map(({ partner }) => partner.id))), [drafts, rows]);
  const { conflict, review } = saving;
  const saveActive = () => {
    const { changed } = drafts.summary();
    const active = changed.find(({ base }) => base.partner.id === drafts.activeRow()) ?? changed[0];
    if (active) saving.saveRow(active.base.partner.id);
  };
  useShortcut('mod+s', 'Save the row', saveActive, !review && !conflict);
  const row = rows.find(({ partner }) => partner.id === conflict?.id);
  return (
    <>
      <SheetFrame
        sheet="client"
        rows={rows}
        drafts={drafts}
        saveRow={saving.saveRow}
        covered={review !== null || conflict !== null}
        above={
          !readOnly && (
            <>
              <BulkInSheet drafts={drafts} rows={rows} saving={saving} />
              <Unsaved drafts={drafts} />
            </>
          )
        }
      />
      <ReviewPanel review={review} close={saving.closeReview} />
      {row && (
        <ConflictDialog
          conflict={conflict?.problem ?? null}
          fields={differences(drafts, row)}
          onLoadTheirs={() => {
            drafts.discard([row.partner.id]);
            saving.closeConflict();
          }}
          onSaveOver={() => saving.saveOver(row)}
          onClose={saving.closeConflict}
        />
      )}
    </>
  );
}

function differences(drafts: Drafts, row: SheetRow) {
  const { draft } = drafts.stateOf(row.partner.id);
  if (!draft) return [];
  return changedSince(draft.base.levels, draft.levels, row.levels).map((module) => {
    const mine = draft.levels[module];
    return {
      label: moduleEntry(module).name,
      mine: mine ? levelName(module, mine) : 'Not changed',
      theirs: levelName(module, levelIn(row.levels, module)),
    };
  });
}

const BulkInSheet = ({
  drafts,
  rows,
  saving,
}: {
  drafts: Drafts;
  rows: readonly SheetRow[];
  saving: ReturnType<typeof useClientSaving>;
}) => (
  <BulkBar
    sheet="client"
    drafts={drafts}
    rows={rows}
    refusal={saving.refusal}
    forgetRefusal={saving.forgetRefusal}
    save={saving.saveBulk}
  />
);

/** How many rows are not saved, wherever they are; and the question before the page is left with them. */
function Unsaved({ drafts }: { drafts: Drafts }) {
  const { changed } = useSummary(drafts);
  const [values, filter] = useFilters();
  useLeaveGuard(changed.length > 0);
  const only = values.sharing === 'unsaved';
  return (
    <div className="sheet-unsaved" role="status">
      {changed.length > 1 && (
        <>
          <span>{countText(changed.length, 'partner')} not saved yet</span>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => filter({ sharing: only ? '' : 'unsaved' })}
          >
            {only ? 'Show all partners' : 'Show only these'}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => drafts.discard(changed.map(({ base }) => base.partner.id))}
          >
            Discard all
          </Button>
        </>
      )}
    </div>
  );
}
