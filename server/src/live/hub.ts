import { emitAccess } from '../audit/audit.store.ts';
import { clusterIdOf } from '../db/life.ts';
import type { Database, Db } from '../db/open.ts';
import { asSystem } from '../db/system.ts';
import { openTrimmer } from '../http/viewer-cache.ts';
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
import { remindOfExpiring } from './expiring.ts';
import type { Hub } from './hub.type.ts';
import type { Listener } from './listener.ts';
import type { Bookmark, Position } from './position.ts';
import { Turns } from './turns.ts';

const everySecond = 1000;
const staleAfter = 1000;
const batch = 500;
/** Who missed more than this reads anew. */
const mostMissed = 20 * batch;

/**
 * The in-process hub. Everything is done in turn (turns.ts), so that no frame overtakes a revocation: reading events,
 * judging them for each listener, and reading anew who listens.
 */
export function openHub(database: Database, secret: string, report: (error: unknown) => void): Hub {
  const listeners = new Set<Listener>();
  /** How far the listeners have been told. */
  let position: Bookmark | null = null;
  const turns = new Turns();
  /** Agencies and sessions whose rights changed and are not read anew yet; saves that come meanwhile are answered by the same turn. */
  let changed: { readonly ids: Set<string>; everybody: boolean; done: Promise<void> } | null = null;
  let woken = false;
  let closed = false;
  let ticking = false;
  let lastTick = new Date();
  const trim = openTrimmer();
  const [refreshing, trimming, reminding] = [every(30_000), every(60_000), every(600_000)];

  const unlessClosed = (work: (db: Db) => Promise<void>) => async () => {
    if (!closed) await asSystem(database, work);
  };
  const inTurn = (work: (db: Db) => Promise<void>) => turns.ordinary(unlessClosed(work));

  /** @param pausing whether a revocation may come between two listeners */
  const refresh = async (db: Db, which: Iterable<Listener>, pausing = true) => {
    const all = [...which];
    const at = all.length > 0 ? await instantOf(db) : '';
    for (const listener of all) {
      if (!(await listener.refresh(db, secret, at))) listeners.delete(listener);
      if (pausing) await turns.pause();
    }
  };

  /** Where the stream is read on. What was lost with the life of the cluster before this one, nobody can tell. */
  const resume = async (db: Db): Promise<Bookmark> => {
    const life = await clusterIdOf(db);
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
      for (const listener of listeners) {
        if (listener.following) listener.tell(events, current, at.life);
        await turns.pause();
      }
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
    if (reminding()) await inTurn(remindOfExpiring);
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
    accessChanged: (concerned) => {
      changed ??= reread();
      for (const id of concerned) changed.ids.add(id);
      changed.everybody ||= concerned.length === 0;
      return changed.done;
    },
    follow: (listener, from) => {
      const { agency, person } = listener.asker;
      return turns.shared(
        agency?.id ?? '',
        person.id,
        unlessClosed(async (db) => {
          if (listener.socket.readyState !== listener.socket.OPEN) return; // gone while it waited
          const now = await resume(db);
          if (!(await listener.refresh(db, secret, await instantOf(db)))) return;
          if (listener.socket.readyState !== listener.socket.OPEN) return;
          listeners.add(listener);
          if (from) await catchUp(db, listener, from, now.life);
          listener.following = true;
          listener.send({ type: 'snapshot', token: listener.seal(now) });
        }),
      );
    },
    join: async (listener) => {
      const { agency, person } = listener.asker;
      let joined = false;
      await turns.shared(
        agency?.id ?? '',
        person.id,
        unlessClosed(async (db) => {
          if (!(await listener.refresh(db, secret, await instantOf(db)))) return;
          joined = listener.socket.readyState === listener.socket.OPEN;
          if (joined) listeners.add(listener);
        }),
      );
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
      await turns.idle();
    },
  };

  /** Enters a turn that reads anew who listens of the agencies that are named until it begins. */
  function reread(): NonNullable<typeof changed> {
    const mine = { ids: new Set<string>(), everybody: false, done: Promise.resolve() };
    const touched = () =>
      [...listeners].filter((each) => mine.everybody || (mine.ids.size > 0 && concerns([...mine.ids], each)));
    const read = unlessClosed((db) => refresh(db, touched(), false));
    mine.done = turns
      .ahead(async () => {
        if (changed === mine) changed = null;
        await read();
      })
      .catch((error: unknown) => {
        // Nobody could be read anew: nobody is told a thing before they are.
        for (const listener of touched()) listener.loadedAt = Number.NEGATIVE_INFINITY;
        report(error);
      });
    return mine;
  }

  /** Tells a listener that comes back what it missed, or that it has to read anew. */
  async function catchUp(db: Db, listener: Listener, from: Bookmark, life: string): Promise<void> {
    if (from.life !== life) return listener.send({ type: 'resync' });
    let at: Position = from;
    const missed: ChangeEvent[] = [];
    for (;;) {
      const events = await eventsAfter(db, at, batch);
      missed.push(...events);
      if (events.length < batch || missed.length > mostMissed) break;
      await turns.pause();
      at = events.at(-1)!;
    }
    const rightsMoved = await rightsMovedSince(db, from, listener.asker.viewer.agency);
    if (rightsMoved || missed.length > mostMissed || (await isTrimmed(db, from))) {
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

/** Agencies, or sessions that have ended. */
const concerns = (ids: readonly string[], { asker }: Listener) =>
  ids.length === 0 ||
  ids.includes(asker.viewer.agency) ||
  ids.includes(asker.credential.replace(/^\w+:/, ''));

function concernedBy(
  events: readonly { readonly type: string; readonly agencies: readonly string[] }[],
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
