import type { NewNote, NoteChange } from '@standpipe/contract';
import { requiredFor } from '@standpipe/policy';
import { type Call, ownAgency } from '../http/call.ts';
import { Problem } from '../http/problems.ts';
import { subjectOf } from '../kinds/entry.ts';
import { kinds, type RecordKind } from '../kinds/kinds.ts';
import { noteKind } from '../kinds/note.kind.ts';
import { addNotice } from '../notices/notices.store.ts';
import type { Domain, RowOf, StoredRow } from '../records/domain.ts';
import { present } from '../records/present.ts';
import { visibleForWrite } from '../records/verbs.ts';

export type NoteRow = RowOf<'note'>;

/** What the writer calls the record: the line that a search would show them of it. */
function labelOf(call: Call, kind: RecordKind, row: StoredRow): string {
  const { rules, hit } = kinds[kind];
  const shown = present(call, rules, subjectOf(kinds[kind], row), row, hit.content(row)) ?? {};
  return String(hit.lines(shown)[0]).slice(0, 300);
}

/** What notes to the owner of a record have of their own. */
export const noteDomain: Domain<NoteRow, NewNote, NoteChange> = {
  kind: 'note',
  content: (_call, row) => ({
    record: { kind: row.record_kind, id: row.record_id, label: row.record_label },
    owner: { id: row.owner_id, name: row.owner_name, color: row.owner_color },
    text: row.text,
    status: row.status,
    resolvedAt: row.resolved_at,
  }),
  begin: async (call, { record: { kind, id }, text }) => {
    const { row } = await visibleForWrite<StoredRow>(call, kind, id);
    const label = labelOf(call, kind, row);
    return {
      columns: {
        author_id: ownAgency(call).id,
        owner_id: row.owner_id,
        record_kind: kind,
        record_id: row.id,
        record_label: label,
        text,
      },
      logged: { record: { kind, id: row.id, label } },
    };
  },
  created: async (call, row) => {
    const viewer = { agency: row.owner_id, received: new Map() };
    await addNotice(call, {
      agency: row.owner_id,
      needs: requiredFor(noteKind.rules.actions.edit!, viewer, subjectOf(noteKind, row)) ?? [],
      topic: 'problemReported',
      about: row.author_id,
      kind: 'note',
      recordId: row.id,
      text: `${row.agency_name} reported a problem: ${row.record_label}.`,
    });
  },
  ask: async (_call, row, { status = row.status }) =>
    status === row.status
      ? {}
      : { status, resolved_at: status === 'resolved' ? new Date().toISOString() : null },
  did: (row) =>
    row.status === 'resolved'
      ? `resolved your report about ${row.record_label}`
      : `reopened your report about ${row.record_label}`,
  refusal: (row, deed) =>
    new Problem(
      'not_allowed',
      deed === 'readHistory'
        ? `${row.agency_name} wrote this report: only ${row.agency_name} can read its history.`
        : `Only ${row.owner_name} can resolve or reopen this report.`,
      { missing: ['own'] },
    ),
};
