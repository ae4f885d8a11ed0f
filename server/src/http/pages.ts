import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problems.ts';

const built = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Is it a browser that asks for a page? Programs and the pages' own calls get problems, never a page. */
const wantsPage = (request: FastifyRequest, path: string) =>
  !/^\/(api|assets)(\/|$)/.test(path) && /\btext\/html\b/.test(request.headers.accept ?? '');

/**
 * Serves the built pages (web/dist): files as they are, and for every other address that a browser asks for, the one
 * page that knows all of them. What is neither stays with the application's not-found answer.
 */
export async function servePages(app: FastifyInstance, folder = built): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    cacheControl: false,
    index: false,
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(folder, 'assets'));
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const path = request.url.split('?')[0]!;
    const file = fileNamed(folder, path);
    if (file) return reply.sendFile(file);
    if (!wantsPage(request, path)) return reply.callNotFound();
    if (existsSync(join(folder, 'index.html'))) return reply.sendFile('index.html');
    throw new Problem('unavailable', 'The pages are not built yet: run "npm run build", then try again.');
  });
}

/** The built file at an address: a plain name at the top, or one among the assets. */
function fileNamed(folder: string, path: string): string | null {
  const name = /^\/((?:assets\/)?\w[\w.-]*\.\w+)$/.exec(path)?.[1];
  return name && name !== 'index.html' && existsSync(join(folder, name)) ? name : null;
}
