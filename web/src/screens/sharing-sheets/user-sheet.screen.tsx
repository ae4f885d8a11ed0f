import './sharing-sheets.css';
import { Button } from '@mantine/core';
import { modulesOf } from '@standpipe/policy';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Partner, UserSharing } from '../../api/messages.ts';
import { asCallProblem } from '../../api/problem.ts';
import { ExposureSummary } from '../../exposure/exposure.tsx';
import { useExposure } from '../../exposure/use-exposure.ts';
import { ConflictDialog } from '../../ui/conflict-dialog.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { useMe, useReadOnly } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { Empty } from '../../ui/states.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { AddPartner } from './add-partner.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { makeDrafts, useSummary } from './drafts.ts';
import { exposedBy, type ReviewedRow, ReviewPanel } from './review-panel.tsx';
import { newRow, type SheetRow } from './rows.ts';
import { SheetFrame } from './sheet-frame.tsx';
import { userSheetQuery } from './sheet-queries.ts';
import { useUserSaving } from './use-user-saving.ts';
import { differences, rowsOnPage } from './user-table.ts';
import { countText } from './wording.ts';

/** Admin, User Data Sharing: the partners that were added, and what of inspections and permits each may see. */
export function UserSheetScreen() {
  const query = useQuery(userSheetQuery);
  return (
    <Page
      title="User Data Sharing"
      lead="Choose which of your inspections and permits each partner agency sees, and which records it may create at your addresses."
    >
      {query.data ? (
        <UserSheet stored={query.data} />
      ) : query.error ? (
        <ProblemAlert problem={asCallProblem(query.error)} retry={() => void query.refetch()} />
      ) : (
        <Waiting what="your partner agencies" />
      )}
    </Page>
  );
}

function UserSheet({ stored }: { stored: UserSharing }) {
  const me = useMe();
  const readOnly = useReadOnly();
  const [drafts] = useState(makeDrafts);
  const [added, setAdded] = useState<readonly SheetRow[]>([]);
  const summary = useSummary(drafts);
  const rows = useMemo(() => rowsOnPage(added, stored, summary.changed), [added, stored, summary.changed]);
  // What was added and thrown away again before any save was never there.
  useEffect(() => {
    const thrown = added.filter(({ partner }) => summary.removed.includes(partner.id));
    if (thrown.length === 0) return;
    setAdded((before) => before.filter((row) => !thrown.includes(row)));
    drafts.discard(thrown.map(({ partner }) => partner.id));
  }, [added, summary.removed, drafts]);
  const saving = useUserSaving(drafts, stored, rows, () => setAdded([]));
  const { dirty, conflict, review } = saving;
  useLeaveGuard(dirty);
  useShortcut('mod+s', 'Save the table', saving.save, dirty && !review && !conflict);
  const add = useCallback((partner: Partner) => {
    setAdded((before) => [newRow('user', partner), ...before]);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.sheet-body select')?.focus());
  }, []);
  const taken = new Set(rows.map(({ partner }) => partner.id));
  const mayPermits = me.permissions.includes('FD Permits - Read');
  const discard = () => {
    drafts.clear();
    setAdded([]);
  };
  return (
    <>
      {!readOnly && <AddPartner taken={taken} add={add} />}
      {!mayPermits && (
        <p className="sheet-note">
          To set Address Share Module and Permit you need the permission FD Permits - Read; an administrator
          of your agency can give it.
        </p>
      )}
      {rows.length === 0 ? (
        <div className="card">
          <Empty icon="share" title="No partner agencies yet">
            Type the name of an agency or jurisdiction above, select it from the list and click Add. It
            appears here as a row. Choose what it may see, then click Save.
          </Empty>
        </div>
      ) : (
        <SheetFrame
          sheet="user"
          rows={rows}
          drafts={drafts}
          saveRow={null}
          covered={review !== null || conflict !== null}
          above={
            !readOnly && (
              <BulkBar
                sheet="user"
                locked={mayPermits ? [] : lockedModules}
                drafts={drafts}
                rows={rows}
                refusal={null}
                forgetRefusal={() => {}}
                save={null}
              />
            )
          }
        />
      )}
      {dirty && !readOnly && <SaveBar reviewed={saving.reviewed} save={saving.save} discard={discard} />}
      <ReviewPanel review={review} close={saving.closeReview} />
      <ConflictDialog
        conflict={conflict?.problem ?? null}
        fields={conflict ? differences(conflict.base, stored, summary) : []}
        onLoadTheirs={() => {
          discard();
          saving.closeConflict();
        }}
        onSaveOver={saving.saveOver}
        onClose={saving.closeConflict}
      />
    </>
  );
}

const lockedModules = modulesOf('user')
  .filter(({ toSet }) => toSet !== undefined)
  .map(({ module }) => module);

/** The one Save of the table, with what it would show and hide in a line. */
function SaveBar({
  reviewed,
  save,
  discard,
}: {
  reviewed: readonly ReviewedRow[];
  save: () => void;
  discard: () => void;
}) {
  const exposure = useExposure('user', exposedBy(reviewed));
  return (
    <section className="floating save-bar" aria-label="Not saved yet">
      <span>{countText(reviewed.length, 'partner')} not saved</span>
      <ExposureSummary exposure={exposure} />
      <Button size="sm" variant="default" onClick={discard}>
        Discard
      </Button>
      <Button size="sm" onClick={save}>
        Save
      </Button>
    </section>
  );
}
