import { sql } from 'kysely';
import type { Db } from '../../db/open.ts';
import { serverChain } from './canonical.ts';
import type { Head } from './checkpoint.ts';

/** Where the chains end that this transaction may see: all of them, or the own agency's. */
export async function readHeads(db: Db): Promise<{ at: string; chains: Head[] }> {
  const { rows } = await sql<{ now: string; chain: string | null; seq: number; hash: string; at: string }>`
    select now, chain, entries as seq, encode(hash, 'hex') as hash, at
    from (select clock_timestamp()::timestamptz(3) as now) clock left join audit_chain on true
    order by chain`.execute(db);
  return {
    at: rows[0]!.now,
    chains: rows.flatMap(({ chain, seq, hash, at }) =>
      chain === null ? [] : [{ agency: chain === serverChain ? null : chain, seq, hash, at }],
    ),
  };
}
