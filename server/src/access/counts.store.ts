import type { AgencyId, Subject } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { countedSubject } from '../kinds/entry.ts';
import { kindNames, kinds, type RecordKind } from '../kinds/kinds.ts';

/** Records that the rules cannot tell apart, and how many there are. */
export interface RecordClass {
  readonly kind: RecordKind;
  readonly scopeId: number;
  readonly subject: Subject;
  readonly n: number;
}

interface CountRow {
  readonly kind: RecordKind;
  readonly scope_id: number;
  readonly author_id: AgencyId;
  readonly owner_id: AgencyId;
  readonly status: string;
  readonly withheld: boolean;
  readonly place_withheld: boolean;
  readonly n: number;
}

/** Kinds whose retired records the counters tell apart by status. */
const retiring = kindNames.filter((kind) => kinds[kind].retiredAt);

const classOf = (row: CountRow): RecordClass => ({
  kind: row.kind,
  scopeId: row.scope_id,
  subject: countedSubject(kinds[row.kind], row),
  n: row.n,
});

/**
 * The records that name an agency, from the counters: cost goes with the number of partners, not of records. They
 * count whatever the agency itself may see of it; the caller asks the rules. Retired places are not counted.
 */
export async function countClasses(
  db: Db,
  agency: AgencyId,
  kinds: readonly RecordKind[],
): Promise<RecordClass[]> {
  const { rows } = await sql<CountRow>`
    select c.kind, c.scope_id, s.author_id, s.owner_id, c.status, c.withheld, c.place_withheld,
      sum(c.n)::bigint as n
    from scope s join record_count c on c.scope_id = s.id
    where (s.author_id = ${agency} or s.owner_id = ${agency}) and c.kind = any (${[...kinds]}::text[])
      and (c.kind <> all (${retiring}::text[]) or c.status = 'current')
    group by 1, 2, 3, 4, 5, 6, 7 having sum(c.n) > 0
    order by 1, 2, 5, 6, 7`.execute(db);
  return rows.map(classOf);
}
