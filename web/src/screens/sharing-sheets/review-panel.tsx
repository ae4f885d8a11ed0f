import { Button } from '@mantine/core';
import type { Levels, Sheet } from '@standpipe/policy';
import { useState } from 'react';
import { asCallProblem, type CallProblem } from '../../api/problem.ts';
import type { SheetChange } from '../../exposure/changes.ts';
import { Exposure } from '../../exposure/exposure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { type Dates, type Draft, datesOf, type SheetRow } from './rows.ts';
import { type Change, changesOf, countText, openingsOf } from './wording.ts';

/** One row of what is about to be saved. */
export interface ReviewedRow {
  readonly row: SheetRow;
  readonly what: 'changed' | 'added' | 'removed';
  readonly changes: readonly Change[];
  /** The levels that change; null: the partner leaves the sheet. */
  readonly levels: Levels | null;
  /** The dates it is saved with. */
  readonly dates: Dates;
  /** Levels that newly let the partner's users change our data, by a level or by a date: "Pre-Plans: Can Make Changes". */
  readonly opens: readonly string[];
}

/** A row whose levels or dates change. */
export const reviewedRow = (sheet: Sheet, row: SheetRow, draft: Draft | null, zone: string): ReviewedRow => ({
  row,
  what: row.isNew ? 'added' : 'changed',
  changes: changesOf(sheet, row, draft, zone),
  levels: draft?.levels ?? {},
  dates: datesOf(row, draft),
  opens: openingsOf(sheet, row, draft),
});

export interface Review {
  readonly sheet: Sheet;
  readonly rows: readonly ReviewedRow[];
  /** Throws what the server refuses. Whoever opened the review closes it. */
  readonly save: () => Promise<void>;
}

/** The step between choosing and saving: what changes, what that shows to whom, and a warning where it opens our data. */
export const ReviewPanel = ({ review, close }: { review: Review | null; close: () => void }) => (
  <SidePanel opened={review !== null} title={review ? titleOf(review) : ''} onClose={close}>
    {review && <Reviewed review={review} close={close} />}
  </SidePanel>
);

const opensOf = ({ rows }: Review) => rows.filter(({ opens }) => opens.length > 0);

/** The rows as the preview asks for them. */
export const exposedBy = (rows: readonly ReviewedRow[]): SheetChange[] =>
  rows.map(({ row, levels, dates }) => ({ partnerId: row.partner.id, levels, dates, partner: row.partner }));

function titleOf(review: Review): string {
  const [first, ...others] = opensOf(review);
  const whom = (name: string | undefined, more: number) =>
    more === 0 ? (name ?? '') : countText(more + 1, 'partner');
  if (first) return `Let ${whom(first.row.partner.name, others.length)} make changes?`;
  const { rows } = review;
  return `Save for ${whom(rows[0]?.row.partner.name, rows.length - 1)}?`;
}

function Reviewed({ review, close }: { review: Review; close: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  const opens = opensOf(review);
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await review.save();
    } catch (error) {
      setProblem(asCallProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="review">
      {opens.length > 0 && <Warning rows={opens} />}
      <Exposure sheet={review.sheet} changes={exposedBy(review.rows)} />
      <ChangeList rows={review.rows} />
      <ProblemAlert problem={problem} />
      <div className="detail-foot">
        <Button size="sm" variant="default" onClick={close}>
          Back
        </Button>
        <Button size="sm" loading={busy} data-autofocus onClick={() => void save()}>
          {opens.length > 0 ? 'Save and allow changes' : 'Save'}
        </Button>
      </div>
    </div>
  );
}

/** What the sources warn of before a partner's users may change what is ours. */
const Warning = ({ rows }: { rows: readonly ReviewedRow[] }) => {
  const levels = new Set(rows.flatMap(({ opens }) => opens));
  return (
    <div className="review-warning" role="note">
      <Icon name="alert" />
      <div>
        <p>
          <b>{[...levels].join(', ')}</b> lets users of{' '}
          {rows.length === 1 ? rows[0]!.row.partner.name : 'these partner agencies'} make changes to the data
          in your system.
        </p>
        <p>
          It is strongly recommended that both agencies first agree on an agreement and/or SOG, SOP or Policy
          & Procedure, to ensure consistency and avoid errors.
        </p>
      </div>
    </div>
  );
};

const mostAtFirst = 6;
const mostNames = 12;

/** Rows that change in the same way stand once, with the names of their partners. */
const alike = (rows: readonly ReviewedRow[]): (readonly ReviewedRow[])[] => [
  ...Map.groupBy(rows, ({ what, changes }) =>
    JSON.stringify([what, changes.map(({ label, before, after }) => [label, before, after])]),
  ).values(),
];

/** One partner by name, or how many and their names. */
function Partners({ rows }: { rows: readonly ReviewedRow[] }) {
  const [all, setAll] = useState(false);
  const [first] = rows;
  if (rows.length === 1) return <AgencyName agency={first!.row.partner} />;
  const names = rows.slice(0, all ? rows.length : mostNames).map(({ row }) => row.partner.name);
  return (
    <span>
      <b>{countText(rows.length, 'partner')}</b>{' '}
      <span className="review-names">
        {names.join(', ')}
        {names.length < rows.length && (
          <>
            {' '}
            <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
              and {rows.length - names.length} more
            </Button>
          </>
        )}
      </span>
    </span>
  );
}

function ChangeList({ rows }: { rows: readonly ReviewedRow[] }) {
  const [all, setAll] = useState(false);
  const groups = alike(rows);
  const shown = all ? groups : groups.slice(0, mostAtFirst);
  return (
    <section aria-label="What changes">
      <ul className="review-rows">
        {shown.map((group) => {
          const { row, what, changes } = group[0]!;
          return (
            <li key={row.partner.id}>
              <p className="review-partner">
                <Partners rows={group} />
                {what === 'added' && <span className="sheet-badge">added</span>}
                {what === 'removed' && <span className="sheet-badge paused">removed</span>}
              </p>
              {what === 'removed' && (
                <p className="review-note">
                  All sharing with this partner ends. If you add it again, every module starts at None.
                </p>
              )}
              {what === 'added' && changes.length === 0 && <p className="review-note">Shares nothing yet.</p>}
              <dl className="review-changes">
                {changes.map(({ label, before, after, opens }) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>
                      <span className="review-before">{before}</span>
                      <Icon name="right" size={13} />
                      <span className="visually-hidden">to</span>
                      <b data-opens={opens || undefined}>{after}</b>
                    </dd>
                  </div>
                ))}
              </dl>
            </li>
          );
        })}
      </ul>
      {shown.length < groups.length && (
        <Button size="compact-md" variant="default" onClick={() => setAll(true)}>
          Show all {rows.length} partners
        </Button>
      )}
    </section>
  );
}
