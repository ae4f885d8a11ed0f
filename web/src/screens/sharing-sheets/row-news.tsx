import './row-news.css';
import { useRef } from 'react';
import { DateTime } from '../../ui/date-time.tsx';
import { useMe } from '../../ui/me.tsx';
import { isOvertaken, useDrafts, useRowState } from './drafts.ts';
import type { SheetRow } from './rows.ts';

/** What somebody else did to a row, in words. */
const News = ({ row, removed }: { row: SheetRow; removed: boolean }) =>
  removed ? (
    'Removed by another administrator just now'
  ) : (
    <>
      Changed {row.savedBy && `by ${row.savedBy.name} `}
      <DateTime at={row.savedAt} ago />
    </>
  );

/** Somebody else saved a row in which something is chosen here: who, and which of the two is to stand. */
export function RowNews({ row, tab }: { row: SheetRow; tab: number }) {
  const drafts = useDrafts();
  const { id, name } = row.partner;
  return (
    <div className="row-news" role="status">
      <span>
        <News row={row} removed={row.isNew === true} />
      </span>
      <button
        type="button"
        tabIndex={tab}
        aria-label={`Load theirs for ${name}`}
        onClick={() => drafts.discard([id])}
      >
        Load theirs
      </button>
      <button
        type="button"
        tabIndex={tab}
        aria-label={`Keep mine for ${name}`}
        onClick={() => drafts.keepMine(row)}
      >
        Keep mine
      </button>
    </div>
  );
}

/** The same in a row's details, where nothing is chosen: it has changed before one's eyes. */
export function DetailNews({ row }: { row: SheetRow }) {
  const { user } = useMe();
  const state = useRowState(row.partner.id);
  const opened = useRef(row.savedAt);
  if (isOvertaken(row, state)) return state.busy ? null : <RowNews row={row} tab={0} />;
  if (state.draft || row.savedAt === opened.current || row.savedBy?.id === user.id) return null;
  return (
    <p className="row-news" role="status">
      <span>
        <News row={row} removed={false} />
      </span>
    </p>
  );
}
