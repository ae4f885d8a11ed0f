import { expect, test } from 'vitest';
import { makeFolder } from '../embedded.ts';
import { drawFrom } from '../random.ts';
import { compareWith } from './compare.ts';
import { makeGround } from './ground.ts';
import { callsAt, type Entry, sendCreation, writeOn } from './ledger.ts';
import { type Running, signalAll, startServer, untilReady } from './server.ts';

const kills = Number(process.env.STANDPIPE_KILLS ?? 3);
const victims = ['server', 'database', 'both'] as const;
type Victim = (typeof victims)[number];

/** Four writers at work; the victim is killed with the last of so many acknowledgements, the others still under way. */
async function killUnderWriters(
  running: Running,
  victim: Victim,
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
}

/** The same server once it has started its database again, or another on the same folder. */
async function comeBack(running: Running, victim: Victim, folder: string): Promise<Running> {
  if (victim !== 'database') {
    await running.ended;
    return startServer(folder);
  }
  await untilReady(running.base);
  expect([running.server.exitCode, running.server.signalCode]).toEqual([null, null]);
  return running;
}

test(`no acknowledged write is lost or doubled when server or database are killed under writers, ${kills} times`, async () => {
  const folder = makeFolder();
  const draw = drawFrom(20_260_301);
  const ledger: Entry[] = [];
  const away: number[] = [];
  let running = await startServer(folder);
  const { key, placeId } = await makeGround(running);
  for (let round = 0; round < kills; round++) {
    const calls = callsAt(running.base, key);
    const victim = round < victims.length ? victims[round]! : draw.pick(victims);
    await killUnderWriters(running, victim, 5 + draw.below(60), (writer, acknowledged) =>
      writeOn(calls, placeId, `${round}-${writer}`, ledger, acknowledged),
    );
    const began = performance.now();
    running = await comeBack(running, victim, folder);
    away.push(performance.now() - began);
    // What nobody answered is sent again: it is made now, or is found to have been made.
    const again = callsAt(running.base, key);
    for (const entry of ledger.filter((each) => each.id === null))
      expect((await sendCreation(again, placeId, entry)).status).toBe(201);
    await compareWith(running.ownerUrl, ledger);
  }
  const ordered = away.toSorted((a, b) => a - b).map(Math.round);
  console.log(
    `${kills} kills, ${ledger.length} permits written, all there; back after ${ordered[Math.floor(kills / 2)]} ms (median), ${ordered.at(-1)} ms at most`,
  );
}, 3_600_000);
