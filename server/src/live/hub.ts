import type { AgencyId } from '@standpipe/policy';
import { emitAccess } from '../audit/audit.store.ts';
import { lifeOf } from '../db/life.ts';
import type { Database, Db } from '../db/open.ts';
import { asSystem } from '../db/system.ts';
import { openTrimmer } from '../http/sights.ts';
import { kindNames, type RecordKind } from '../kinds/kinds.ts';
import { noticeResumed } from '../sharing/resuming.ts';
import { trimFixes } from '../units/trim.ts';
import { noticeRecords } from './audience.ts';
import {
  type ChangeEvent,
  currentFacts,
  endOfStream,
  eventsAfter,
  instantOf,
  isTrimmed,
  rightsMovedSince,
  trimEvents,
} from './events.store.ts';
import type { Hub } from './hub.type.ts';
import type { Listener } from './listener.ts';
import type { Bookmark, Position } from './position.ts';

const everySecond = 1000;
const staleAfter = 1000;
const batch = 500;

/**
 * The in-process hub. One queue does everything in turn, so that no frame overtakes a revocation: reading events,
 * judging them for each listener, and reading anew who listens.
 */
export function openHub(database: Database, secret: string, report: (error: unknown) => void): Hub {
  const listeners = new Set<Listener>();
  /** How far the listeners have been told. */
  let position: Bookmark | null = null;
  let queue: Promise<void> = Promise.resolve();
  let woken = false;
  let closed = false;
  let ticking = false;
  let lastTick = new Date();
  const trim = openTrimmer();
  const [refreshing, trimming] = [every(30_000), every(60_000)];

  const inTurn = (work: (db: Db) => Promise<void>): Promise<void> => {
    const done = queue.then(() => (closed ? undefined : asSystem(database, work)));
    queue = done.catch(report);
    return done;
  };

  const refresh = async (db: Db, which: Iterable<Listener>) => {
    const all = [...which];
    const at = all.length > 0 ? await instantOf(db) : '';
    for (const listener of all) if (!(await listener.refresh(db, secret, at))) listeners.delete(listener);
  };

  /** Where the stream is read on. What was lost with the life of the cluster before this one, nobody can tell. */
  const resume = async (db: Db): Promise<Bookmark> => {
    const life = await lifeOf(db);
    if (position?.life === life) return position;
    const end = { ...(await endOfStream(db)), life };
    await refresh(db, [...listeners]);
    for (const listener of listeners) if (listener.following) listener.send({ type: 'resync' });
    position = end;
    return end;
  };

  const pump = async (db: Db) => {
    woken = false;
    let at = await resume(db);
    for (;;) {
      const events = await eventsAfter(db, at, batch);
      if (events.length === 0) return;
      const concerned = concernedBy(events, listeners);
      const old = [...listeners].filter(
        (each) => concerned.has(each) || performance.now() - each.loadedAt > staleAfter,
      );
      await refresh(db, old);
      const current = await factsOf(db, events);
      for (const listener of listeners) if (listener.following) listener.tell(events, current, at.life);
      at = { ...events.at(-1)!, life: at.life };
      position = at;
    }
  };

  const work = async () => {
    const now = new Date();
    await inTurn(async (db) => {
      const passed = await noticeResumed(db, lastTick, now);
      if (passed.length > 0) {
        await emitAccess({ db }, passed);
        await refresh(
          db,
          [...listeners].filter((each) => passed.includes(each.asker.viewer.agency)),
        );
      }
      await pump(db);
    });
    lastTick = now; // what was rolled back is done again
    await inTurn(noticeRecords);
    if (refreshing()) await inTurn((db) => refresh(db, [...listeners]));
    if (trimming())
      await inTurn(async (db) => {
        await trimEvents(db);
        await trimFixes(db);
        await trim(db);
      });
  };
  /** Once a second, and never again before the last time is done. */
  const tick = async () => {
    if (ticking) return;
    ticking = true;
    await work().finally(() => {
      ticking = false;
    });
  };
  const timer = setInterval(() => void tick().catch(report), everySecond);
  timer.unref();

  return {
    wake: () => {
      if (woken || closed) return;
      woken = true;
      void inTurn(pump).catch(report);
    },
    accessChanged: (agencies) => {
      const touched = () => [...listeners].filter((each) => concerns(agencies, each));
      return inTurn((db) => refresh(db, touched())).catch((error: unknown) => {
        // Nobody could be read anew: nobody is told a thing before they are.
        for (const listener of touched()) listener.loadedAt = Number.NEGATIVE_INFINITY;
        report(error);
      });
    },
    follow: (listener, from) =>
      inTurn(async (db) => {
        const now = await resume(db);
        if (!(await listener.refresh(db, secret, await instantOf(db)))) return;
        if (listener.socket.readyState !== listener.socket.OPEN) return; // gone while it waited
        listeners.add(listener);
        if (from) await catchUp(db, listener, from, now.life);
        listener.following = true;
        listener.send({ type: 'snapshot', token: listener.seal(now) });
      }),
    join: async (listener) => {
      let joined = false;
      await inTurn(async (db) => {
        if (!(await listener.refresh(db, secret, await instantOf(db)))) return;
        joined = listener.socket.readyState === listener.socket.OPEN;
        if (joined) listeners.add(listener);
      });
      return joined;
    },
    leave: (listener) => {
      listeners.delete(listener);
    },
    listening: () => listeners.size,
    close: async () => {
      closed = true;
      clearInterval(timer);
      for (const listener of listeners) listener.socket.close(1012, 'restarting');
      await queue;
    },
  };

  /** Tells a listener that comes back what it missed, or that it has to read anew. */
  async function catchUp(db: Db, listener: Listener, from: Bookmark, life: string): Promise<void> {
    if (from.life !== life) return listener.send({ type: 'resync' });
    let at: Position = from;
    const missed: ChangeEvent[] = [];
    for (;;) {
      const events = await eventsAfter(db, at, batch);
      missed.push(...events);
      if (events.length < batch) break;
      at = events.at(-1)!;
    }
    const rightsMoved = await rightsMovedSince(db, from, listener.asker.viewer.agency);
    if (rightsMoved || missed.length > 20 * batch || (await isTrimmed(db, from))) {
      listener.send({ type: 'resync' });
      return;
    }
    listener.tell(missed, await factsOf(db, missed), life);
  }
}

/** Says once in so many milliseconds that it is time. */
function every(milliseconds: number): () => boolean {
  let last = performance.now();
  return () => {
    if (performance.now() - last < milliseconds) return false;
    last = performance.now();
    return true;
  };
}

const concerns = (agencies: readonly AgencyId[], listener: Listener) =>
  agencies.length === 0 || agencies.includes(listener.asker.viewer.agency);

function concernedBy(
  events: readonly { readonly type: string; readonly agencies: readonly AgencyId[] }[],
  listeners: ReadonlySet<Listener>,
): Set<Listener> {
  const access = events.filter((event) => event.type === 'access');
  return new Set(
    [...listeners].filter((listener) => access.some((event) => concerns(event.agencies, listener))),
  );
}

async function factsOf(db: Db, events: readonly ChangeEvent[]) {
  const facts = new Map<RecordKind, Awaited<ReturnType<typeof currentFacts>>>();
  for (const kind of kindNames) {
    const ids = events.flatMap((event) => (event.kind === kind ? [event.record_id] : []));
    facts.set(kind, await currentFacts(db, kind, [...new Set(ids)]));
  }
  return facts;
}
