import { createHash } from 'node:crypto';

/**
 * What a seal is made over, spelled out apart from the database's functions (migration 0021), so that who verifies
 * trusts only the rows. The format is described in docs/adr/0007-audit-chain.md and never changes; a new column gets
 * a new format beside this one.
 */
export type Log = 'change' | 'view';

/** The chain of entries that belong to no agency. */
export const serverChain = '00000000-0000-0000-0000-000000000000';
export const beginning = Buffer.alloc(32);

/** Every column of each log, in the order in which it is sealed, and how the database is asked for its text. */
export const sealedColumns: Readonly<Record<Log, readonly string[]>> = {
  change: [
    'id',
    'at',
    'agency_id',
    'person_id',
    'credential',
    'action',
    'kind',
    'record_id',
    'before',
    'after',
    'way',
    'request_id',
  ],
  view: ['id', 'at', 'agency_id', 'viewer_agency_id', 'viewer_person_id', 'kind', 'ids', 'way', 'filter'],
};

/** A row's sealed columns as one array of texts: seconds for times, so that no setting of the session shows in them. */
export const textsOf = (log: Log, table: string): string =>
  `array[${sealedColumns[log]
    .map((name) => (name === 'at' ? `extract(epoch from ${table}.at)::text` : `${table}.${name}::text`))
    .join(', ')}]`;

const part = (value: string | null) => (value === null ? '-\n' : `${Buffer.byteLength(value)}:${value}\n`);

/** One entry's place in its chain. */
export interface Sealed {
  readonly chain: string;
  readonly seq: string;
  readonly log: string;
  readonly entryId: string;
  /** When it was sealed, as seconds. */
  readonly at: string;
  /** The entry's columns, or null when there is no such entry. */
  readonly texts: readonly (string | null)[] | null;
}

/** The hash of an entry that follows another. */
export function hashAfter(previous: Uint8Array, sealed: Sealed): Buffer {
  const head = ['standpipe audit 1', sealed.chain, sealed.seq, sealed.log, sealed.entryId, sealed.at];
  const text = [...head, ...(sealed.texts ?? [])].map(part).join('');
  return createHash('sha256').update(previous).update(text).digest();
}
