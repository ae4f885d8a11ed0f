import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { keyHash } from '../http/keys.ts';
import { Problem } from '../http/problems.ts';
import { shownBy } from '../http/session.ts';
import { FairLine } from '../queue/fair-line.ts';

/**
 * Reads of features under way at once, whoever asks: each takes a connection of the database for as long as it lasts.
 * Answers of one credential that are not sent yet: each is some megabytes. Requests of one credential that may wait.
 */
const usual = { reading: 4, unsent: 8, waiting: 200 };

/** Lets so many in at once; those who wait have turns by group. */
class Gate {
  private inside = 0;
  private readonly line = new FairLine<() => void>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  get idle(): boolean {
    return this.inside === 0;
  }

  get waiting(): number {
    return this.line.size;
  }

  async enter(group: string): Promise<void> {
    if (this.inside < this.most) this.inside += 1;
    else await new Promise<void>((resolve) => this.line.add(group, group, resolve));
  }

  leave(): void {
    const next = this.line.take();
    if (next) next();
    else this.inside -= 1;
  }
}

/** Does this once, however often it is called. */
function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}

const hasLeft = ({ raw }: FastifyReply) => raw.closed || raw.destroyed;

/** Whoever asks for many features takes them by turns: others read and write in between. */
export function takeTurns(app: FastifyInstance, secret: string, most = usual): void {
  const reading = new Gate(most.reading);
  const unsent = new Map<string, Gate>();
  const readers = new WeakMap<FastifyRequest, () => void>();

  app.addHook('preHandler', async (request, reply) => {
    const group = groupOf(request, secret);
    const own = unsent.get(group) ?? new Gate(most.unsent);
    unsent.set(group, own);
    if (own.waiting >= most.waiting)
      throw new Problem('rate_limited', 'Too many requests at once; wait for some answers.', {
        retryAfter: 1,
      });
    await own.enter(group);
    const sent = once(() => {
      own.leave();
      if (own.idle) unsent.delete(group);
    });
    if (hasLeft(reply)) sent();
    else reply.raw.once('finish', sent).once('close', sent);
    await reading.enter(group);
    const read = once(() => reading.leave());
    readers.set(request, read);
    if (!hasLeft(reply)) return;
    // Nothing is read for an asker who has hung up.
    read();
    throw new Problem('unavailable', 'The connection was closed before its turn came.');
  });
  // What was read is sent from memory: the next may read meanwhile. Also of one who hung up, it is read to its end.
  app.addHook('onSend', async (request) => readers.get(request)?.());
}

/** Whose turn a request is: what it shows, or else where it comes from. */
function groupOf(request: FastifyRequest, secret: string): string {
  try {
    const { by, secret: shown } = shownBy(request, secret);
    return `${by} ${keyHash(shown).toString('base64')}`;
  } catch {
    return request.ip;
  }
}
