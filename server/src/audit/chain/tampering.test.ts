import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { openWorld } from '../../../test/world.ts';
import { type Log, sealedColumns } from './canonical.ts';
import { type Checkpoint, loadSigningKey, readCheckpoint, signCheckpoint } from './checkpoint.ts';
import { faultsOf, verified } from './fixture.ts';
import { clumsy, edits, type Link, rechain, skilled, type Tampering } from './tampering.fixture.ts';

const app = await startApp();
const { sql, ...world } = await openWorld(app);
const length = 24;
let links: Link[];
let checkpoint: Checkpoint;

beforeAll(async () => {
  // No server seals from here on: what is done stays in one transaction, and is taken back.
  await sql.query('select pg_advisory_lock(7310002)');
  await sql.query('begin');
  for (const name of ['North FD', 'South FD']) {
    const { id } = await world.agency(name);
    const partner = (await world.agency(`Partner of ${name}`)).id;
    for (let n = 0; n < length; n += 2) {
      await sql.query(
        `insert into audit_entry
           (agency_id, person_id, credential, action, kind, record_id, before, after, way, request_id)
         values ($1, gen_random_uuid(), 'key', $2, 'test', gen_random_uuid(), '{"n": 1.50, "ü": "\\u00e9"}',
           $3, $4, 'request')`,
        [id, `change ${n}`, n % 3 === 0 ? null : { n }, n % 4 === 0 ? 'ours' : null],
      );
      await sql.query(
        `insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter)
         values ($1, $2, gen_random_uuid(), $3, array[gen_random_uuid(), gen_random_uuid()], null, $4)`,
        [id, partner, `view ${n}`, n % 3 === 0 ? null : { n }],
      );
    }
  }
  await sql.query('set constraints all immediate');
  await sql.query('select seal_entries(1000)');
  const { rows } = await sql.query<Link>(
    'select chain, seq::int, log, entry_id::int as id from audit_seal order by chain, seq',
  );
  links = rows;
  const heads = await sql.query(
    `select chain as agency, entries::int as seq, encode(hash, 'hex') as hash, at::text from audit_chain order by chain`,
  );
  checkpoint = signCheckpoint(await loadSigningKey(app.house.database), 'now', heads.rows);
});
afterAll(async () => {
  await sql.query('rollback');
  await sql.query('select pg_advisory_unlock(7310002)');
});

const ofLog = (log: Log) => links.filter((each) => each.log === log);
const another = (link: Link, pick: number) => {
  const rest = links.filter((each) => each.chain === link.chain && each.seq !== link.seq);
  return rest[pick % rest.length]!;
};

/** What verifying finds once somebody has tampered, which is taken back at once. */
async function found(tamper: Tampering, link: Link, other: Link, held?: Checkpoint): Promise<string[]> {
  await sql.query('savepoint untouched');
  try {
    await tamper(sql, link, other);
    return faultsOf(await verified(sql, held));
  } finally {
    await sql.query('rollback to savepoint untouched');
  }
}

test('both chains are sound, and as the checkpoint knows them', async () => {
  expect(links).toHaveLength(2 * length);
  const chains = await verified(sql, checkpoint);
  expect(chains.map(({ agency, entries, fault }) => [agency, entries, fault])).toEqual([
    ['North FD', length, null],
    ['South FD', length, null],
  ]);
});

test('every column of both logs is under the seal', async () => {
  for (const [log, table] of [
    ['change', 'audit_entry'],
    ['view', 'view_entry'],
  ] as const) {
    const { rows } = await sql.query(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       order by attnum`,
      [table],
    );
    expect(rows.map((row) => row.name)).toEqual(sealedColumns[log]);
  }
});

describe('whoever owns the tables and edits a column is found out:', () => {
  test.each([...edits('change'), ...edits('view')])('%s', async (name, tamper) => {
    const of = ofLog(name.startsWith('view') ? 'view' : 'change');
    for (const link of [of[0]!, of[5]!, of.at(-1)!])
      expect(await found(tamper, link, another(link, 3))).not.toEqual([]);
  });
});

const picks = { link: fc.nat(2 * length - 1), other: fc.nat(length) };

test('one who edits, deletes, puts in, moves or cuts off anything is found without a checkpoint', async () => {
  const named = new Map<string, Tampering>(clumsy);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...named.keys()), picks.link, picks.other, async (name, at, pick) => {
      const link = links[at]!;
      // An owner of changes alone cannot shift a view's action.
      fc.pre(link.log === 'change' || !/column|given to/.test(name));
      expect(await found(named.get(name)!, link, another(link, pick)), name).not.toEqual([]);
    }),
    { numRuns: 250 },
  );
});

test('one who makes every hash anew after it is found by who holds a checkpoint', async () => {
  const named = new Map<string, Tampering>(skilled);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...named.keys()), picks.link, picks.other, async (name, at, pick) => {
      const link = links[at]!;
      const faults = await found(named.get(name)!, link, another(link, pick), checkpoint);
      expect(faults, name).toHaveLength(1);
      expect(['rewritten', 'cut'], name).toContain(faults[0]);
    }),
    { numRuns: 150 },
  );
});

test('and by nobody else: that is what a checkpoint is for', async () => {
  const edited = new Map(skilled).get('an entry is edited')!;
  expect(await found(edited, links[3]!, links[4]!)).toEqual([]);
});

test('the attacker of these tests makes hashes as the sealer does', async () => {
  await sql.query('savepoint untouched');
  for (const chain of new Set(links.map((each) => each.chain))) await rechain(sql, chain);
  expect(faultsOf(await verified(sql, checkpoint))).toEqual([]);
  await sql.query('rollback to savepoint untouched');
});

test('an entry that waits too long is a fault, and one that has only just been written is none', async () => {
  await sql.query('savepoint untouched');
  await sql.query(`insert into audit_entry (agency_id, action, kind) values ($1, 'late', 'test')`, [
    links[0]!.chain,
  ]);
  expect(faultsOf(await verified(sql, checkpoint))).toEqual([]);
  await sql.query(`update audit_queue set at = at - interval '1 hour'`);
  expect(faultsOf(await verified(sql, checkpoint))).toEqual(['waiting']);
  await sql.query('rollback to savepoint untouched');
});

describe('a checkpoint', () => {
  const text = () => JSON.stringify(checkpoint);
  test('is read back as it was signed', () => {
    expect(readCheckpoint(text())).toEqual(checkpoint);
  });

  test.each<[string, (read: Checkpoint & { chains: { seq: number }[] }) => unknown]>([
    [
      'whose number was changed',
      (read) => ({ ...read, chains: [{ ...read.chains[0], seq: 3 }, read.chains[1]] }),
    ],
    ['of which a chain was left out', (read) => ({ ...read, chains: [read.chains[0]] })],
    ['whose instant was changed', (read) => ({ ...read, at: 'later' })],
    [
      'with the key of somebody else',
      (read) => ({ ...read, publicKey: read.publicKey.replace(/.{9}=$/, 'AAAAAAAAA=') }),
    ],
    ['with no signature', (read) => ({ ...read, signature: '' })],
  ])('%s is refused', (_, change) => {
    expect(() => readCheckpoint(JSON.stringify(change(JSON.parse(text()))))).toThrow(
      'signature does not hold',
    );
  });

  test.each([
    '',
    '[]',
    'null',
    '{"format": "another"}',
    '{"format":"standpipe audit checkpoint 1","chains":[1]}',
  ])('is not %s', (other) => {
    expect(() => readCheckpoint(other)).toThrow(/no checkpoint|not JSON/);
  });
});
