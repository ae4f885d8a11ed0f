import type { Subject } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { type FactRow, subjectOf } from '../kinds/entry.ts';
import { kinds, type RecordKind } from '../kinds/kinds.ts';

/** What the rules look at of one record at a place. It never leaves the server. */
export interface FactsAtPlace {
  readonly kind: RecordKind;
  readonly id: string;
  readonly subject: Subject;
}

/** The facts of everything at a place of the acting agency's, whoever made it. */
export async function recordsAtPlace(db: Db, placeId: string): Promise<FactsAtPlace[]> {
  const { rows } = await sql<{ kind: RecordKind; id: string; facts: FactRow }>`
    select * from records_at_place(${placeId})`.execute(db);
  return rows.map(({ kind, id, facts }) => ({ kind, id, subject: subjectOf(kinds[kind], facts) }));
}
