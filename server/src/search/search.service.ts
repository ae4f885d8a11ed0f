import type { SearchedKind } from '@standpipe/contract';
import { type Kind, ownAgencyOf, type Subject } from '@standpipe/policy';
import type { Selectable } from 'kysely';
import { logViews } from '../audit/audit.store.ts';
import { listRows } from '../db/list.ts';
import { scopedKinds } from '../db/scopes.ts';
import type { Tables } from '../db/tables.ts';
import type { Call } from '../http/call.ts';
import { wordsOf } from '../records/list.ts';
import { pointOf, present, type RecordRow } from '../records/present.ts';

const mostOfAKind = 20;

/** How one kind of record is found: its facts, the content that a hit shows, and the hit's two lines. */
interface Finding<R> {
  subject(row: R): Subject;
  content(row: R): Readonly<Record<string, unknown>>;
  /** From the fields that are open to the finder. */
  lines(shown: Readonly<Record<string, unknown>>): readonly [label: unknown, ...sublabel: unknown[]];
}

type Row<K extends SearchedKind> = Selectable<Tables[K]> & RecordRow;

const atPlace: Finding<Row<'permit'> | Row<'inspection'>> = {
  subject: (row) => ({
    parties: { author: row.author_id, placeOwner: row.owner_id },
    status: row.status,
    withheld: row.withheld,
    placeWithheld: row.place_withheld,
  }),
  content: (row) => ({
    number: row.number,
    type: row.type,
    status: row.status,
    addressLine: row.address_line,
    location: pointOf(row),
  }),
  lines: (shown) => [shown.number, shown.type, shown.addressLine],
};

const findings = {
  place: {
    subject: (row) => ({ parties: { owner: row.owner_id }, withheld: row.withheld }),
    content: (row) => ({
      addressLine: row.address_line,
      unit: row.unit,
      name: row.name,
      occupancyType: row.occupancy_type,
      city: row.city,
      location: pointOf(row),
    }),
    lines: ({ addressLine, unit, name, occupancyType, city }) => [
      [addressLine, unit].filter(Boolean).join(', '),
      name,
      occupancyType,
      city,
    ],
  } satisfies Finding<Row<'place'>>,
  permit: atPlace,
  inspection: atPlace,
} as Readonly<Record<SearchedKind, Finding<RecordRow>>>;

/** Finds records of every kind that the asker may read, by the fields that are open to them: the latest 20 a kind. */
export async function searchEverything(call: Call, q: string) {
  const words = wordsOf(q);
  const found = [];
  for (const kind of Object.keys(findings) as SearchedKind[])
    found.push(...(await searchKind(call, kind, words, q)));
  return { items: found, nextCursor: null };
}

async function searchKind(call: Call, kind: SearchedKind, words: readonly string[], q: string) {
  const rows = await listRows<RecordRow>(call.db, {
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
  const { subject, content, lines } = findings[kind];
  const rules = scopedKinds[kind] as unknown as Kind;
  const shown = rows.slice(0, mostOfAKind);
  await logViews(
    call,
    kind,
    shown.map((row) => ({ agency: ownAgencyOf(rules, subject(row)), id: row.id })),
    { filter: { search: q } },
  );
  return shown.flatMap((row) => {
    const record = present(call, rules, subject(row), row, content(row));
    if (!record) return [];
    const [label, ...more] = lines(record);
    const { id, agency, access, location, status } = record;
    const sublabel = more.filter(Boolean).join(' · ') || null;
    return [{ kind, id, label, sublabel, ...(status !== undefined && { status }), location, agency, access }];
  });
}
