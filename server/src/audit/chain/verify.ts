import { serverChain } from './canonical.ts';
import type { Checkpoint, Head } from './checkpoint.ts';
import { type Ask, type Fault, type Walked, walkChain } from './walk.ts';

/** What became of one chain. */
export interface Verified extends Walked {
  readonly chain: string;
  /** The agency's name; null for the server's own chain, and for one whose agency is not known. */
  readonly agency: string | null;
  /** Committed entries that the sealer has still to take. */
  readonly waiting: number;
}

export interface Verification {
  /** This chain only. */
  readonly chain?: string | undefined;
  readonly checkpoint?: Checkpoint | undefined;
  /** How long an entry may wait to be sealed, in seconds. */
  readonly patience?: number;
}

interface Facts {
  readonly chain: string;
  readonly agency: string | null;
  readonly entries: string;
  readonly seals: string;
  readonly unsealed: string | null;
  readonly waiting: string;
  readonly lag: number;
  readonly head_entries: string | null;
  readonly head_hash: string | null;
  readonly head_at: string | null;
}

/** What there is of each chain, besides what following it shows. */
const facts = `
  with logs as (
    select 'change' as log, id, coalesce(agency_id, '${serverChain}') as chain from audit_entry
    union all select 'view', id, agency_id from view_entry),
  entries as (select chain, count(*) as entries from logs group by chain),
  unsealed as (
    select chain, min(log || ' ' || id) as unsealed from logs l
    where not exists (select from audit_seal s where s.log = l.log and s.entry_id = l.id)
      and not exists (select from audit_queue q where q.log = l.log and q.entry_id = l.id)
    group by chain),
  seals as (select chain, count(*) as seals from audit_seal group by chain),
  queue as (select chain, count(*) as waiting, extract(epoch from clock_timestamp() - min(at))::float8 as lag
    from audit_queue group by chain),
  heads as (select chain, entries as head_entries, encode(hash, 'hex') as head_hash,
    extract(epoch from at)::text as head_at from audit_chain)
  select chain::text, a.name as agency, coalesce(entries, 0)::text as entries, coalesce(seals, 0)::text as seals,
    unsealed, coalesce(waiting, 0)::text as waiting, coalesce(lag, 0) as lag, head_entries::text, head_hash, head_at
  from entries full join unsealed using (chain) full join seals using (chain) full join queue using (chain)
    full join heads using (chain) full join (select unnest($2::uuid[]) as chain) known using (chain)
    left join agency a on a.id = chain
  where $1::uuid is null or chain = $1
  order by a.name nulls first, chain`;

/**
 * Follows every chain, in memory that does not grow with them, and tells what became of each as it goes.
 * @param ask a transaction with one snapshot for all its questions
 */
export async function* verifyChains(
  ask: Ask,
  { chain, checkpoint, patience = 10 }: Verification = {},
): AsyncGenerator<Verified> {
  const pinned = new Map(checkpoint?.chains.map((head) => [head.agency ?? serverChain, head]));
  const rows = (await ask(facts, [chain ?? null, [...pinned.keys()]])) as Facts[];
  for (const row of rows) {
    const head = pinned.get(row.chain);
    const walked = await walkChain(ask, row.chain, head);
    yield {
      chain: row.chain,
      agency: row.agency,
      waiting: Number(row.waiting),
      ...walked,
      fault: walked.fault ?? faultAtEnd(walked, row, head, patience),
    };
  }
}

function faultAtEnd(walked: Walked, row: Facts, pinned: Head | undefined, patience: number): Fault | null {
  if (pinned && pinned.seq > walked.entries)
    return {
      what: 'cut',
      text: `The chain ends at number ${walked.entries}; the checkpoint knows it up to ${pinned.seq}.`,
    };
  const entries = row.head_entries ?? '0';
  const there = row.head_entries !== null;
  if (
    entries !== String(walked.entries) ||
    (there && (row.head_hash !== walked.hash || row.head_at !== walked.at))
  )
    return {
      what: 'cut',
      text: `The chain ends at number ${walked.entries}, where ${entries} entries were sealed or another one was the last.`,
    };
  if (row.unsealed !== null)
    return {
      what: 'unsealed',
      text: `The entry "${row.unsealed}" is in no seal and does not wait for one: it was put in past the server.`,
    };
  if (Number(row.waiting) > 0 && row.lag > patience)
    return {
      what: 'waiting',
      text: `${row.waiting} entries wait to be sealed, the oldest for ${Math.round(row.lag)} s: no server is sealing them.`,
    };
  if (Number(row.seals) + Number(row.waiting) > Number(row.entries))
    return {
      what: 'doubled',
      text: `${row.seals} numbers are given to ${row.entries} entries: some have several, or were taken away before they were sealed.`,
    };
  return null;
}
