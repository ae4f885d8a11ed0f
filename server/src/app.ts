import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import helmet from 'helmet';
import { mountDomains } from './domains.ts';
import type { House } from './house.ts';
import { guardConnections, refuseRaw, serverTimes } from './http/connections.ts';
import { healthRoutes } from './http/health.ts';
import { limitRates } from './http/limits.ts';
import { documentRoutes } from './http/openapi.ts';
import { refuseForeignOrigin } from './http/origin.ts';
import { servePages } from './http/pages.ts';
import { notFound, Problem, problemOf, replyWithProblem } from './http/problems.ts';
import { dropOtherCookie } from './http/session.ts';

/** A one-time token follows these, in calls and in the addresses of pages. */
const beforeToken = /\/(invitations?|setup|reset-password|address-changes|confirm-address|ogc\/k)\/[^/]+/;
/** The format of all our secrets (http/keys.ts), to find them anywhere in a text. */
const secret = /sp[a-z]_[\w-]+/g;

/** What the log says of a request: no headers, no query, and no secret from its path, however it is spelled. */
const loggedRequest = ({ method, url }: { method: string; url: string }) => ({
  method,
  url: plain(url.split('?')[0]!).replace(beforeToken, '/$1/…').replace(secret, '…'),
});

function plain(path: string): string {
  try {
    return decodeURIComponent(path).replace(/\p{Cc}/gu, '');
  } catch {
    return path;
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route of the interfaces for programs, as mounted. */
    readonly routes: readonly { readonly method: string; readonly url: string }[];
  }
}

/**
 * The HTTP application over a house. Does not listen yet.
 * Refuses to be built when a route for programs says nothing about who may use it.
 * @param also mounts more, after all domains
 */
export async function buildApp(
  house: House,
  also: (app: FastifyInstance) => void = () => {},
): Promise<FastifyInstance> {
  const { config } = house;
  const app = Fastify({
    logger: config.log === 'silent' ? false : { level: config.log, serializers: { req: loggedRequest } },
    bodyLimit: 1024 * 1024,
    requestIdHeader: false,
    ...(config.trustProxy && { trustProxy: [...config.trustProxy] }),
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    // A path that cannot be decoded matches no route.
    frameworkErrors: (_error, request, reply) => void replyWithProblem(notFound(), request, reply),
    forceCloseConnections: 'idle',
    return503OnClosing: false, // connections.ts says it in a problem's words
    clientErrorHandler: refuseRaw,
    ...serverTimes,
  });
  guardConnections(app);

  app.setErrorHandler((error, request, reply) => replyWithProblem(problemOf(error, request), request, reply));

  const routes: { readonly method: string; readonly url: string; readonly pattern: RegExp }[] = [];
  app.decorate('routes', routes);
  app.addHook('onRoute', (route) => {
    if (!/^\/(api|ogc|arcgis)(\/|$)/.test(route.url)) return;
    if (!/^\/api\/(?!v1\/)/.test(route.url) && !route.config?.guard)
      throw new Error(`${route.method} ${route.url} says nothing about who may use it: give it a guard.`);
    const pattern = new RegExp(`^${route.url.replace(/:\w+/g, '[^/]+').replace(/\*$/, '.*')}$`);
    for (const method of [route.method].flat()) routes.push({ method, url: route.url, pattern });
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!;
    const allowed = routes.filter((route) => route.pattern.test(path)).map((route) => route.method);
    if (allowed.length === 0 || allowed.includes(request.method))
      return replyWithProblem(notFound(), request, reply);
    void reply.header('allow', [...new Set(allowed)].join(', '));
    const detail = `${path} does not know ${request.method}.`;
    return replyWithProblem(new Problem('method_not_allowed', detail), request, reply);
  });

  // Bodies arrive as bytes; they are parsed strictly once the record has been found (call.ts).
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const protect = helmet({
    contentSecurityPolicy: contentPolicy,
    strictTransportSecurity: { maxAge: 31_536_000 },
  });
  app.addHook('onRequest', (request, reply, next) => protect(request.raw, reply.raw, () => next()));
  await app.register(cookie);
  app.addHook('onRequest', dropOtherCookie(config));
  await app.register(compress, { threshold: 2048, encodings: ['gzip', 'deflate'] });
  if (config.rateLimits) await limitRates(app, house.secret);
  app.addHook('onRequest', refuseForeignOrigin(config));
  healthRoutes(app, house);
  await documentRoutes(app);
  await mountDomains(app, house);
  await servePages(app);
  also(app);
  return app;
}

const contentPolicy = {
  directives: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  },
};
