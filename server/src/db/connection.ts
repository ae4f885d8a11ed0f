/** The viewer's connections: statements are prepared once, and an answer that nothing needs is not waited for. */
import { type PostgresPool, type PostgresPoolClient, type PostgresQueryResult, sql } from 'kysely';
import type pg from 'pg';

const preparedMark = '/* prepared */';
const aheadMark = '/* ahead */';
/** Stands before a statement that is asked often and spelled in few ways: a connection keeps its plan. */
export const prepared = sql.raw(preparedMark);
/**
 * Stands before a statement whose answer nobody reads: the next one is sent right behind it, and fails with its fault.
 * In a transaction whatever follows a fault fails as well, and nothing of it is committed.
 */
export const ahead = sql.raw(aheadMark);

/** A reader's transaction begins unwatched too: what its first statement answers does not count if it could not begin. */
const beginsReading = 'start transaction isolation level repeatable read';
/** Plans a connection keeps at most; what is spelled otherwise after that is planned each time it is asked. */
const mostPrepared = 64;

/** The driver's socket. Corked, it holds what goes ahead back until the next statement goes with it. */
interface Wire {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
}

type Answer = PostgresQueryResult<never>;
const unread = { command: 'SELECT', rowCount: 0, rows: [] } as unknown as Answer;

function speaking(client: pg.PoolClient): PostgresPoolClient {
  const names = new Map<string, string>();
  let sent: Promise<unknown>[] = [];
  const nameOf = (text: string) => {
    if (!text.includes(preparedMark)) return undefined;
    if (!names.has(text) && names.size < mostPrepared) names.set(text, `prepared_${names.size}`);
    return names.get(text);
  };
  const send = (text: string, values: unknown[]) => {
    const name = values.length > 0 ? nameOf(text) : undefined;
    return (name ? client.query({ name, text, values }) : client.query(text, values)) as Promise<unknown>;
  };
  const query = async (text: string, values: readonly unknown[] = []): Promise<Answer> => {
    const { stream } = (client as unknown as Wire).connection;
    if (text === beginsReading || text.startsWith(aheadMark)) {
      stream.cork();
      const answer = send(text, values as unknown[]);
      answer.catch(() => {}); // heard by whatever comes next
      sent.push(answer);
      return unread;
    }
    const answer = send(text, values as unknown[]);
    const before = sent;
    sent = [];
    for (let each = before.length; each > 0; each--) stream.uncork();
    // Taking everything back needs nothing of what went before.
    return (await Promise.all([answer, ...(text === 'rollback' ? [] : before)]))[0] as Answer;
  };
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  };
}

/** A pool as the query builder takes it; it must have been made with `pipeline`. */
export function speakingPool(pool: pg.Pool): PostgresPool {
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const found = wrapped.get(client) ?? speaking(client);
      wrapped.set(client, found);
      return found;
    },
  };
}
