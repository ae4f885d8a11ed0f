import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { measureSealing } from '../audit/chain/metrics.ts';
import type { House } from '../house.ts';
import { keyHash } from './keys.ts';
import { notFound, Problem } from './problems.ts';

/** `/healthz` (the process), `/readyz` (the database), `/metrics` (Prometheus, for the holder of the token). */
export function healthRoutes(app: FastifyInstance, house: House): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async () => {
    await sql`select 1`.execute(house.database.viewer).catch(() => {
      throw new Problem('unavailable', 'The database cannot be reached.', { retryAfter: 2 });
    });
    return { status: 'ready' };
  });

  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureSealing(registry, house.database);
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const token = house.config.metricsToken;
    const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!token || !timingSafeEqual(keyHash(given), keyHash(token))) throw notFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
