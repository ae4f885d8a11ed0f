import { logViews } from '../audit/audit.store.ts';
import { listRows } from '../db/list.ts';
import type { Call } from '../http/call.ts';
import { type FactRow, ownColumn, subjectOf } from '../kinds/entry.ts';
import { kindNames, kinds, type RecordKind } from '../kinds/kinds.ts';
import { wordsOf } from '../records/list.ts';
import { present, type RecordRow } from '../records/present.ts';

const mostOfAKind = 20;

/** Finds records of every kind that the asker may read, by the fields that are open to them: the latest 20 a kind. */
export async function searchEverything(call: Call, q: string) {
  const words = wordsOf(q);
  const found = [];
  for (const kind of kindNames) found.push(...(await searchKind(call, kind, words, q)));
  return { items: found, nextCursor: null };
}

async function searchKind(call: Call, kind: RecordKind, words: readonly string[], q: string) {
  const rows = await listRows<RecordRow & FactRow>(call.db, {
    kind,
    opened: call.opened,
    viewer: call.viewer.agency,
    filters: [],
    words,
    sort: { column: 'updated_at', field: null },
    descending: true,
    after: null,
    limit: mostOfAKind,
  });
  const entry = kinds[kind];
  const { rules, hit } = entry;
  const shown = rows.slice(0, mostOfAKind);
  await logViews(
    call,
    kind,
    shown.map((row) => ({ agency: row[ownColumn(entry)]!, id: row.id })),
    { filter: { search: q } },
  );
  return shown.flatMap((row) => {
    const record = present(call, rules, subjectOf(entry, row), row, hit.content(row));
    if (!record) return [];
    const [label, ...more] = hit.lines(record);
    const { id, agency, access, location, status } = record;
    const sublabel = more.filter(Boolean).join(' · ') || null;
    return [
      {
        kind,
        id,
        label,
        sublabel,
        ...(status !== undefined && { status }),
        location: location ?? null,
        agency,
        access,
      },
    ];
  });
}
