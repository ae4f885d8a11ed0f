import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../../db/open.ts';

/** An agency's last stay in a conversation, with the number of the last message that it reads. */
export interface Reader {
  readonly id: string;
  readonly agency: AgencyId;
  readonly left: boolean;
  readonly seq: number;
}

const readers = sql`select distinct on (c.id, s.agency_id) c.id, s.agency_id as agency, s.left_at is not null as left,
    coalesce(s.to_seq, c.seq) as seq, c.updated_at
  from conversation_stay s join conversation c on c.id = s.conversation_id`;

/** Who reads these conversations. */
export async function readReaders(db: Db, ids: readonly string[]): Promise<Reader[]> {
  const { rows } = await sql<Reader>`${readers} where c.id = any (${ids}::uuid[])
    order by c.id, s.agency_id, s.id desc`.execute(db);
  return rows;
}

/** The conversations of an agency that moved last, at most 200. */
export async function readLatest(db: Db, agency: AgencyId): Promise<Reader[]> {
  const { rows } = await sql<Reader>`select id, agency, "left", seq from (${readers}
      where s.agency_id = ${agency} order by c.id, s.agency_id, s.id desc) latest
    order by updated_at desc limit 200`.execute(db);
  return rows;
}
