import { beginning, hashAfter, type Sealed, serverChain, textsOf } from './canonical.ts';
import type { Head } from './checkpoint.ts';

/** Asks one question of a database, within one snapshot. */
// biome-ignore lint/suspicious/noExplicitAny: each question knows the shape of its answer
export type Ask = (text: string, values?: unknown[]) => Promise<any[]>;

export interface Fault {
  readonly what:
    | 'gone'
    | 'altered'
    | 'misnumbered'
    | 'cut'
    | 'rewritten'
    | 'doubled'
    | 'unsealed'
    | 'waiting';
  /** What is wrong and where, in a sentence. */
  readonly text: string;
}

/** How far a chain could be followed. */
export interface Walked {
  readonly entries: number;
  readonly hash: string;
  /** When its last entry was sealed, as seconds. */
  readonly at: string | null;
  readonly fault: Fault | null;
}

interface Link extends Sealed {
  readonly hash: string;
  readonly owner: string | null;
}

const page = 1000;
const links = `declare audit_walk no scroll cursor for
  select s.chain::text, s.seq::text, s.log, s.entry_id::text as "entryId", extract(epoch from s.at)::text as at,
    encode(s.hash, 'hex') as hash,
    coalesce(e.agency_id, v.agency_id, '${serverChain}')::text as owner,
    case when e.id is not null then ${textsOf('change', 'e')}
      when v.id is not null then ${textsOf('view', 'v')} end as texts
  from audit_seal s
    left join audit_entry e on s.log = 'change' and e.id = s.entry_id
    left join view_entry v on s.log = 'view' and v.id = s.entry_id
  where s.chain = `;

/**
 * Follows one chain from its beginning to its end or its first fault, a page at a time.
 * @param known where the chain was when a checkpoint was made
 */
export async function walkChain(ask: Ask, chain: string, pinned: Head | undefined): Promise<Walked> {
  if (!/^[0-9a-f-]{36}$/.test(chain)) throw new Error('That is no chain.');
  await ask(`${links}'${chain}' order by s.seq, s.entry_id, s.log`);
  let entries = 0;
  let at: string | null = null;
  let hash: Buffer = beginning;
  try {
    for (;;) {
      const rows = (await ask(`fetch ${page} from audit_walk`)) as Link[];
      for (const link of rows) {
        const next = hashAfter(hash, link);
        const fault = faultOf(link, entries + 1, next.toString('hex'), pinned);
        if (fault) return { entries, hash: hash.toString('hex'), at, fault };
        entries += 1;
        hash = next;
        at = link.at;
      }
      if (rows.length < page) return { entries, hash: hash.toString('hex'), at, fault: null };
    }
  } finally {
    await ask('close audit_walk');
  }
}

function faultOf(link: Link, expected: number, hash: string, pinned: Head | undefined): Fault | null {
  const where = `number ${link.seq} (${link.log} ${link.entryId})`;
  if (link.seq !== String(expected))
    return { what: 'misnumbered', text: `Number ${expected} is not there: ${where} stands in its place.` };
  if (link.texts === null) return { what: 'gone', text: `At ${where}, the entry is gone.` };
  if (link.hash !== hash || link.owner !== link.chain)
    return {
      what: 'altered',
      text: `At ${where}, the entry or its seal is not as it was sealed, or does not stand where it stood.`,
    };
  if (pinned?.seq === expected && pinned.hash !== hash)
    return {
      what: 'rewritten',
      text: `At ${where}, the chain is not the one of the checkpoint: it was rewritten at or before it.`,
    };
  return null;
}
