import pg from 'pg';
import { expect, test } from 'vitest';
import { faultsOf, verifiedApart } from '../../src/audit/chain/fixture.ts';
import { makeFolder } from '../embedded.ts';
import { drawFrom } from '../random.ts';
import { sealNow } from '../sealing.ts';
import { openWorld } from '../world.ts';
import { callsAt, type Entry, sendCreation, writeOn } from './ledger.ts';
import { type Running, signalAll, startServer } from './server.ts';

const kills = Number(process.env.STANDPIPE_KILLS ?? 3);
const victims = ['server', 'database', 'both'] as const;

/** Makes an agency with a place in the fresh database, and answers how to write there. */
async function prepare({ base, ownerUrl }: Running) {
  const ends: (() => Promise<unknown>)[] = [];
  const world = await openWorld({ base, ownerUrl, atEnd: (work) => void ends.push(work) });
  const agency = await world.agency('Killed FD');
  const place = await world.place(agency);
  for (const end of ends) await end();
  return { key: agency.admin.key, placeId: place.id as string };
}

/** Four writers at work; the victim is killed with the last of so many acknowledgements, the others still under way. */
async function killUnderWriters(
  running: Running,
  victim: (typeof victims)[number],
  after: number,
  write: (writer: number, acknowledged: () => void) => Promise<void>,
): Promise<void> {
  let left = after;
  const acknowledged = () => {
    if (--left !== 0) return;
    if (victim !== 'server') signalAll(running.databaseProcesses(), 'SIGKILL');
    if (victim !== 'database') running.server.kill('SIGKILL');
  };
  await Promise.all([0, 1, 2, 3].map((writer) => write(writer, acknowledged)));
  await running.ended;
}

/** What is stored, and what was logged of it. */
const stored = `select p.number, p.id, p.version, p.description,
    count(*) filter (where e.action = 'create')::int as created,
    count(*) filter (where e.action <> 'create')::int as changed
  from permit p left join audit_entry e on e.kind = 'permit' and e.record_id = p.id
  group by p.id`;

/** Holds the database against the ledger, and takes over what became of unanswered changes. */
async function compare(owner: pg.Client, ledger: readonly Entry[]): Promise<void> {
  const { rows } = await owner.query(stored);
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  expect(rows).toHaveLength(byNumber.size);
  expect([...byNumber.keys()].sort()).toEqual(ledger.map((each) => each.number).sort());
  for (const entry of ledger) {
    const row = byNumber.get(entry.number);
    expect(row.id, entry.number).toBe(entry.id);
    const known = [{ version: entry.version, description: entry.description }];
    if (entry.pending !== null) known.push({ version: entry.version + 1, description: entry.pending });
    expect(known, entry.number).toContainEqual({ version: row.version, description: row.description });
    expect([row.created, row.changed], entry.number).toEqual([1, row.version - 1]);
    Object.assign(entry, { version: row.version, description: row.description, pending: null });
  }
}

test(`no acknowledged write is lost or doubled when server or database are killed under writers, ${kills} times`, async () => {
  const folder = makeFolder();
  const draw = drawFrom(20_260_301);
  const ledger: Entry[] = [];
  let running = await startServer(folder);
  const { key, placeId } = await prepare(running);
  for (let round = 0; round < kills; round++) {
    const calls = callsAt(running.base, key);
    const victim = round < victims.length ? victims[round]! : draw.pick(victims);
    await killUnderWriters(running, victim, 5 + draw.below(60), (writer, acknowledged) =>
      writeOn(calls, placeId, `${round}-${writer}`, ledger, acknowledged),
    );
    running = await startServer(folder);
    // What nobody answered is sent again: it is made now, or is found to have been made.
    const again = callsAt(running.base, key);
    for (const entry of ledger.filter((each) => each.id === null))
      expect((await sendCreation(again, placeId, entry)).status).toBe(201);
    const owner = new pg.Client(running.ownerUrl);
    await owner.connect();
    try {
      await compare(owner, ledger);
      await sealNow(owner);
      expect(faultsOf(await verifiedApart(owner))).toEqual([]);
    } finally {
      await owner.end();
    }
  }
  console.log(`${kills} kills, ${ledger.length} permits written, all there`);
}, 3_600_000);
