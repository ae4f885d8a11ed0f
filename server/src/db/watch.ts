import { Socket } from 'node:net';
import pg from 'pg';

/** Thrown to callers that wait for a database that does not answer; the code is SQL's connection failure. */
class DatabaseSilent extends Error {
  readonly code = '08006';
  constructor() {
    super('the database does not answer');
  }
}

/** Tells a database that works for long from one that is gone without a word. Source: docs/adr/0009-silent-database.md. */
export interface Watch {
  /**
   * The socket of a new connection, for pg's option `stream`: any incoming byte shows that the database is alive. While the
   * database is silent it fails at once: nobody needs to wait to find that out again.
   */
  readonly socket: () => Socket;
  /** Watches over those who wait for this pool. */
  over(pool: pg.Pool): void;
  close(): Promise<void>;
}

/** How often it is looked, in milliseconds. */
const tick = 50;
/** So many looks in a row that find nothing are enough: with a question on an open connection, or on one being made. */
const patience = { open: 14, connecting: 200 };
/** How long the network may take to make a new connection, in milliseconds: a lost packet is sent again. */
const reach = 2000;
/** How long the database may take over it, and over a question: one that is only slow is back when it has answered. */
const limits = { connectionTimeoutMillis: 10_000, query_timeout: 10_000 };
/** How long until it is asked again, while the database does not answer. */
const untilNextKnock = 250;

/**
 * While somebody waits and nothing comes in on any connection, asks the smallest question there is. When that brings
 * nothing either, every connection is cut, so that waiting callers fail at once, and new ones need not wait until the
 * question is answered again. Looks are counted, not time: where this process is delayed, so may others on the
 * machine be, and every look comes after what has arrived was read.
 * @param report hears that the database fell silent, and that it is back
 */
export function openWatch(url: string, report: (what: 'silent' | 'back') => void): Watch {
  const sockets = new Map<Socket, number>();
  const pools: pg.Pool[] = [];
  /** The connection for questions and its socket. */
  let client: pg.Client | null = null;
  let mine: Socket | null = null;
  let asking: Promise<void> | null = null;
  let silent = false;
  let closed = false;
  let misses = 0;
  let nextKnock = 0;

  const open = () => {
    const socket = new Socket();
    sockets.set(socket, 0);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };

  const connect = async () => {
    const socket = open().unref();
    mine = socket;
    const unreached = setTimeout(() => socket.destroy(), reach);
    for (const event of ['connect', 'close']) socket.once(event, () => clearTimeout(unreached));
    const made = new pg.Client({
      connectionString: url,
      application_name: 'standpipe_watch',
      ...limits,
      keepAlive: true,
      stream: () => socket,
    });
    made.on('error', () => {});
    await made.connect();
    return made;
  };

  /** Settles with an answer, a refusal, or in the end without either. */
  const ask = async () => {
    try {
      client ??= await connect();
      await client.query('select 1');
      if (silent) report('back');
      silent = false;
    } catch {
      client = null;
      mine?.destroy();
    }
    nextKnock = performance.now() + untilNextKnock;
  };
  const askOnce = () => {
    asking ??= ask().finally(() => {
      asking = null;
    });
  };

  /** Has anything come in since the last time? */
  const heard = () => {
    let any = false;
    for (const [socket, before] of sockets) {
      if (socket.bytesRead === before) continue;
      sockets.set(socket, socket.bytesRead);
      any = true;
    }
    return any;
  };
  const isWaitedFor = () => pools.some((pool) => pool.totalCount > pool.idleCount || pool.waitingCount > 0);

  const giveUp = () => {
    silent = true;
    client = null;
    misses = 0;
    report('silent');
    for (const socket of [...sockets.keys()]) socket.destroy(new DatabaseSilent());
  };

  const look = () => {
    if (closed) return;
    // The connection is there before it is needed: how long one takes to be made says nothing about silence.
    if (!client && performance.now() >= nextKnock) askOnce();
    if (silent) return;
    if (!isWaitedFor() || heard()) {
      misses = 0;
      return;
    }
    if (asking) misses += 1;
    askOnce();
    if (misses >= (client ? patience.open : patience.connecting)) giveUp();
  };
  // After the turn of the loop in which answers are read.
  const timer = setInterval(() => setImmediate(look), tick);
  timer.unref();

  return {
    socket: () => {
      const socket = open();
      // Once pg has connected it and listens.
      if (silent) process.nextTick(() => socket.destroy(new DatabaseSilent()));
      return socket;
    },
    over: (pool) => void pools.push(pool),
    close: async () => {
      closed = true;
      clearInterval(timer);
      mine?.destroy();
      await asking;
    },
  };
}
