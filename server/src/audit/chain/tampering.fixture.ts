import type pg from 'pg';
import { type Log, sealedColumns } from './canonical.ts';

/** An entry of the logs, somewhere in its chain. */
export interface Link {
  readonly chain: string;
  readonly seq: number;
  readonly log: Log;
  readonly id: number;
}

/** What somebody who owns the tables does to them. `other` is another entry of the same chain. */
export type Tampering = (owner: pg.Client, link: Link, other: Link) => Promise<unknown>;

const tables: Readonly<Record<Log, string>> = { change: 'audit_entry', view: 'view_entry' };

/** Values that a column could be given instead of the one it has, by name or else by type. */
const instead: Readonly<Record<string, readonly string[]>> = {
  id: ['id + 100000'],
  at: [`at + interval '1 ms'`, `'infinity'`, `at - interval '4000 years'`],
  ids: ['ids || gen_random_uuid()', `'{}'`, 'array[ids]', `array_remove(ids, ids[1])`],
  uuid: ['gen_random_uuid()'],
  jsonb: [`jsonb_build_object('x', $column)`, `coalesce($column, '{}') || '{"n": 1.5}'`],
  text: [`coalesce($column, '') || 'x'`, `coalesce($column, '') || e'\\n-'`],
};
const typeOf = (column: string) =>
  /_id$/.test(column) && column !== 'request_id'
    ? 'uuid'
    : ['before', 'after', 'filter'].includes(column)
      ? 'jsonb'
      : 'text';

const edit =
  (column: string, value: string): Tampering =>
  async (owner, { log, id }) => {
    if (column === 'id') await owner.query(`alter table ${tables[log]} alter id drop identity`);
    await owner.query(
      `update ${tables[log]} set ${column} = ${value.replaceAll('$column', column)} where id = $1`,
      [id],
    );
  };

/** Every column of a log with every other value for it; taking away what is there, and giving what is not. */
export const edits = (log: Log): [string, Tampering][] =>
  sealedColumns[log].flatMap((column) =>
    (instead[column] ?? instead[typeOf(column)]!).map((value): [string, Tampering] => [
      `${log}.${column} = ${value.replaceAll('$column', column)}`,
      edit(column, value),
    ]),
  );

/** A seal's or a head's columns, given another value. */
const sealEdits: readonly [string, string][] = [
  ['audit_seal', 'chain = gen_random_uuid()'],
  ['audit_seal', 'seq = seq + 100000'],
  ['audit_seal', 'seq = -seq'],
  ['audit_seal', 'entry_id = entry_id + 100000'],
  ['audit_seal', `log = case log when 'view' then 'change' else 'view' end, entry_id = entry_id + 100000`],
  ['audit_seal', `at = at + interval '1 ms'`],
  ['audit_seal', 'hash = set_byte(hash, 7, 255 - get_byte(hash, 7))'],
  ['audit_chain', 'entries = entries + 1'],
  ['audit_chain', `at = at + interval '1 ms'`],
  ['audit_chain', 'hash = set_byte(hash, 7, 255 - get_byte(hash, 7))'],
];

const inChain = (link: Link) => [link.chain, link.seq];
const at = 'chain = $1 and seq = $2';

/** Computes the chain anew from a number on, as whoever knows the format can. */
export async function rechain(owner: pg.Client, chain: string): Promise<void> {
  await owner.query(`do $$ declare each record; previous bytea := decode(repeat('00', 32), 'hex'); n bigint := 0; begin
    for each in select s.ctid as place, s.*, case when e.id is not null then change_bytes(e)
        when v.id is not null then view_bytes(v) end as bytes
      from audit_seal s left join audit_entry e on s.log = 'change' and e.id = s.entry_id
        left join view_entry v on s.log = 'view' and v.id = s.entry_id
      where s.chain = '${chain}' order by s.seq
    loop
      n := n + 1;
      previous := sha256(previous || convert_to(seal_part('standpipe audit 1') || seal_part(each.chain::text)
        || seal_part(n::text) || seal_part(each.log) || seal_part(each.entry_id::text)
        || seal_part(extract(epoch from each.at)::text), 'UTF8') || coalesce(each.bytes, ''));
      update audit_seal set seq = n, hash = previous where ctid = each.place;
    end loop;
    update audit_chain set entries = n, hash = previous,
      at = coalesce((select s.at from audit_seal s where s.chain = '${chain}' and seq = n), at)
      where chain = '${chain}';
  end $$`);
}

const remove: Tampering = (owner, { log, id }) =>
  owner.query(`delete from ${tables[log]} where id = $1`, [id]);
const unseal: Tampering = (owner, link) => owner.query(`delete from audit_seal where ${at}`, inChain(link));
const cut: Tampering = async (owner, link) => {
  for (const [log, table] of Object.entries(tables))
    await owner.query(
      `delete from ${table} where id in (select entry_id from audit_seal where chain = $1 and seq >= $2 and log = '${log}')`,
      inChain(link),
    );
  await owner.query('delete from audit_seal where chain = $1 and seq >= $2', inChain(link));
};
const insert: Tampering = async (owner, { chain }) => {
  await owner.query('alter table audit_entry disable trigger seal_change');
  const { rows } = await owner.query(
    `insert into audit_entry (agency_id, action, kind) values ($1, 'forged', 'test') returning id`,
    [chain],
  );
  return rows[0].id;
};
/** Two entries or two seals trade places; a third number, so that no key is ever double. */
const swap =
  (what: 'contents' | 'numbers'): Tampering =>
  async (owner, one, two) => {
    if (what === 'contents' && one.log === two.log)
      return owner.query(
        `update ${tables[one.log]} t set (${sealedColumns[one.log].slice(1).join(', ')}) =
           (select ${sealedColumns[one.log].slice(1).join(', ')} from ${tables[one.log]} o
            where o.id = case t.id when $1 then $2 else $1::bigint end)
         where id in ($1, $2)`,
        [one.id, two.id],
      );
    const set = (from: number, to: number) =>
      owner.query(`update audit_seal set seq = $3 where ${at}`, [one.chain, from, to]);
    await set(one.seq, -1);
    await set(two.seq, one.seq);
    return set(-1, two.seq);
  };

/** Clumsy: the hashes that follow are left as they were. */
export const clumsy: readonly [string, Tampering][] = [
  ...sealEdits.map(([table, set]): [string, Tampering] => [
    `${table}: ${set}`,
    (owner, link) =>
      table === 'audit_chain'
        ? owner.query(`update audit_chain set ${set} where chain = $1`, [link.chain])
        : owner.query(`update audit_seal set ${set} where ${at}`, inChain(link)),
  ]),
  ['an entry is deleted', remove],
  ['a seal is deleted', unseal],
  [
    'an entry and its seal are deleted',
    async (...all) => {
      await remove(...all);
      await unseal(...all);
    },
  ],
  ['the end is cut off', cut],
  ['an entry is put in', insert],
  ['two entries trade contents', swap('contents')],
  ['two entries trade places', swap('numbers')],
  ['what ends one column begins the next', edit('action', `action || left(kind, 1), kind = substr(kind, 2)`)],
  ['an entry is given to the server', edit('agency_id', `'00000000-0000-0000-0000-000000000000'`)],
  [
    'a sealed entry is put before the sealer again',
    (owner, link) =>
      owner.query(
        `insert into audit_queue (log, entry_id, chain, at) values ($1, $2, $3, now() - interval '1 hour')`,
        [link.log, link.id, link.chain],
      ),
  ],
  [
    'all of a chain is deleted but where it ended',
    (owner, link, other) => cut(owner, { ...link, seq: 1 }, other),
  ],
];

const thenRechained =
  (...parts: Tampering[]): Tampering =>
  async (owner, link, other) => {
    for (const part of parts) await part(owner, link, other);
    await rechain(owner, link.chain);
  };

/** Done with knowledge: every hash and the head are made anew, so that the chain is sound in itself. */
export const skilled: readonly [string, Tampering][] = [
  ['an entry is edited', thenRechained(edit('kind', `'forged'`))],
  ['an entry and its seal are deleted', thenRechained(remove, unseal)],
  ['two entries trade places', thenRechained(swap('numbers'))],
  ['the end is cut off', thenRechained(cut)],
  [
    'an entry is put in where another stood',
    thenRechained(async (owner, link, other) => {
      const id = await insert(owner, link, other);
      await remove(owner, link, other);
      await owner.query(`update audit_seal set entry_id = $3, log = 'change' where ${at}`, [
        ...inChain(link),
        id,
      ]);
    }),
  ],
  [
    'the whole chain is gone, with where it ended',
    async (owner, link, other) => {
      await cut(owner, { ...link, seq: 1 }, other);
      await owner.query('delete from audit_chain where chain = $1', [link.chain]);
    },
  ],
];
