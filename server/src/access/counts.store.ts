import type { AgencyId, Subject } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { ScopedKind } from '../db/scopes.ts';

/** Records that the rules cannot tell apart, and how many there are. */
export interface RecordClass {
  readonly kind: ScopedKind;
  readonly scopeId: number;
  readonly subject: Subject;
  readonly n: number;
}

interface CountRow {
  readonly kind: ScopedKind;
  readonly scope_id: number;
  readonly author_id: AgencyId;
  readonly owner_id: AgencyId;
  readonly status: string;
  readonly withheld: boolean;
  readonly place_withheld: boolean;
  readonly n: number;
}

const classOf = (row: CountRow): RecordClass => ({
  kind: row.kind,
  scopeId: row.scope_id,
  subject:
    row.kind === 'place'
      ? { parties: { owner: row.owner_id }, withheld: row.withheld }
      : {
          parties: { author: row.author_id, placeOwner: row.owner_id },
          status: row.status,
          withheld: row.withheld,
          placeWithheld: row.place_withheld,
        },
  n: row.n,
});

/**
 * The records that name an agency, from the counters: cost goes with the number of partners, not of records. They
 * count whatever the agency itself may see of it; the caller asks the rules. Retired places are not counted.
 */
export async function countClasses(
  db: Db,
  agency: AgencyId,
  kinds: readonly ScopedKind[],
): Promise<RecordClass[]> {
  const { rows } = await sql<CountRow>`
    select c.kind, c.scope_id, s.author_id, s.owner_id, c.status, c.withheld, c.place_withheld,
      sum(c.n)::bigint as n
    from scope s join record_count c on c.scope_id = s.id
    where (s.author_id = ${agency} or s.owner_id = ${agency}) and c.kind = any (${[...kinds]}::text[])
      and (c.kind <> 'place' or c.status = 'current')
    group by 1, 2, 3, 4, 5, 6, 7 having sum(c.n) > 0
    order by 1, 2, 5, 6, 7`.execute(db);
  return rows.map(classOf);
}
