import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Note } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { nounOf } from '../../kinds/kinds.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Page } from '../../ui/page.tsx';
import { AgencyName } from '../../ui/provenance.tsx';
import { RecordState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { ResolveButton } from './resolve-button.tsx';

/** One report: what is wrong, with which record, and who says so. */
export function NoteScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Note>('notes', id));
  return (
    <RecordState query={query} what="report" back={{ label: 'All problem reports', to: '/notes' }}>
      {(note) => <NotePage note={note} />}
    </RecordState>
  );
}

const NotePage = ({ note }: { note: Note }) => (
  <Page
    title={note.record.label}
    crumbs={[{ label: 'Problem reports', to: '/notes' }]}
    narrow
    lead={
      <span className="record-lead">
        <StatusBadge kind="note" status={note.status} />
        <AgencyName agency={note.agency} />
        <DateTime at={note.createdAt} ago />
      </span>
    }
    actions={<ResolveButton note={note} />}
  >
    <section className="card" aria-labelledby="problem">
      <h2 id="problem">Problem</h2>
      <p className="breaks">{note.text}</p>
      <p>
        <Link to={`/${nounOf(note.record.kind)}/${note.record.id}` as string} className="text-link">
          {note.record.label}
        </Link>
        , <AgencyName agency={note.owner} />
      </p>
      {note.resolvedAt && (
        <p>
          Resolved <DateTime at={note.resolvedAt} ago />
        </p>
      )}
    </section>
  </Page>
);
