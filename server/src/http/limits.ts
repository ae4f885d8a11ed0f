import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { networkOf } from './address.ts';
import type { Shown } from './gis-credentials.ts';
import { keyHash } from './keys.ts';
import { Problem } from './problems.ts';
import { type Asker, shownBy } from './session.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who was found to ask. */
    askedBy?: Asker;
  }
}

/**
 * Requests a minute: of a person's sessions, of one key, of all keys of a person, of an address with nobody signed in.
 * A map asks for many tiles at once: those of a person are counted apart and take nothing from other calls.
 */
const most = { user: 600, key: 600, keys: 3000, address: 600, tiles: 6000 };
const tilePath = '/api/v1/tiles/';
type Subject = keyof typeof most;

const unlimited = new Set(['/healthz', '/readyz']);

/**
 * Counts requests by who asks: one person behind an address that many share cannot use up what the others have. Who
 * a session or key belongs to is remembered from its last answer; an unknown or refused one counts as
 * nobody's and so by address.
 */
export async function limitRates(app: FastifyInstance, secret: string): Promise<void> {
  await app.register(rateLimit, { global: false, cache: 20_000 });
  const askers = new LRUCache<string, { readonly person: string; readonly key: string | null }>({
    max: 50_000,
    ttl: 600_000,
  });
  const limiter = (subject: Subject, idOf: (request: FastifyRequest) => string) =>
    app.createRateLimit({
      max: most[subject],
      timeWindow: '1 minute',
      keyGenerator: (request) => `${subject} ${idOf(request)}`,
    });
  const askerOf = (request: FastifyRequest) => askers.get(nameOf(request, secret) ?? '');
  const limits = {
    user: limiter('user', (request) => askerOf(request)!.person),
    key: limiter('key', (request) => askerOf(request)!.key!),
    keys: limiter('keys', (request) => askerOf(request)!.person),
    tiles: limiter('tiles', (request) => askerOf(request)!.person),
    address: limiter('address', (request) => networkOf(request.ip)),
  };

  app.addHook('onRequest', async (request, reply) => {
    if (unlimited.has(request.url)) return;
    const asker = askerOf(request);
    const subjects = subjectsOf(asker, request.url);
    for (const subject of subjects) {
      const count = await limits[subject](request);
      if (count.isAllowed) continue;
      reply.header('x-ratelimit-limit', count.max).header('x-ratelimit-remaining', count.remaining);
      if (count.isExceeded)
        throw new Problem('rate_limited', 'Too many requests; wait a moment.', {
          retryAfter: Math.max(1, count.ttlInSeconds),
        });
    }
  });
  app.addHook('onResponse', async (request, reply) => {
    const name = nameOf(request, secret);
    if (!name) return;
    if (reply.statusCode === 401) askers.delete(name);
    const { askedBy } = request;
    if (!askedBy || askers.has(name)) return;
    const key = askedBy.credential.startsWith('session:') ? null : askedBy.credential;
    askers.set(name, { person: askedBy.person.id, key });
  });
}

/** What a request counts against. */
function subjectsOf(asker: { readonly key: string | null } | undefined, url: string): readonly Subject[] {
  if (!asker) return ['address'];
  if (url.startsWith(tilePath)) return ['tiles'];
  return asker.key ? ['key', 'keys'] : ['user'];
}

/** The credential that a request shows, hashed; null when it shows none that could be one. */
function nameOf(request: FastifyRequest, secret: string): string | null {
  let shown: Shown;
  try {
    shown = shownBy(request, secret);
  } catch {
    return null;
  }
  return `${shown.by} ${keyHash(shown.secret).toString('base64')}`;
}
